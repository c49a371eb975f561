package io.camelupscale.localupscale.engine;

/** A source or a result is over a limit of the options or of the output format. Nothing was decoded. */
public final class PictureTooLargeException extends EngineException {

    private static final long serialVersionUID = 1L;

    public PictureTooLargeException(String message) {
        super(message);
    }

    public PictureTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
