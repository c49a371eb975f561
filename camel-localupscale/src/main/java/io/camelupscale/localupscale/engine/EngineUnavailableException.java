package io.camelupscale.localupscale.engine;

/** The engine or the device that was asked for is not there. The message says what would have to be. */
public final class EngineUnavailableException extends EngineException {

    private static final long serialVersionUID = 1L;

    public EngineUnavailableException(String message) {
        super(message);
    }

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
