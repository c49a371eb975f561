package io.camelupscale.media;

import java.io.IOException;

/** A file that is no picture, is cut short, or is in a format that cannot be read here. The message says which. */
public class UnreadableImageException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableImageException(String message) {
        super(message);
    }

    public UnreadableImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
