package io.camelupscale.test.http;

import java.io.IOException;

/** A request that is not what the service wants. It is answered with the status and the message. */
public final class BadRequestException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public BadRequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The HTTP status to answer. */
    public int status() {
        return status;
    }
}
