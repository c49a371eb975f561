package io.camelupscale.localupscale.engine;

/** The heap or the native memory does not suffice for the picture. The message says how much of what is wanted. */
public final class InsufficientMemoryException extends EngineException {

    private static final long serialVersionUID = 1L;

    public InsufficientMemoryException(String message) {
        super(message);
    }

    public InsufficientMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
