package io.camelupscale.localupscale.engine;

/** A picture cannot be upscaled, for a reason that the subclass tells. Trying the same again does not help. */
public class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
