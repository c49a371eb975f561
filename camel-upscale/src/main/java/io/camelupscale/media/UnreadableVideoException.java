package io.camelupscale.media;

import java.io.IOException;

/** A file that is no video, is cut short, or does not say what has to be known. The message says which. */
public class UnreadableVideoException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableVideoException(String message) {
        super(message);
    }
}
