package io.camelupscale.localupscale.engine;

/** A model is none that the engine can run; another engine may be able to. The message names the model and what is in the way. */
public final class UnsupportedModelException extends ModelException {

    private static final long serialVersionUID = 1L;

    public UnsupportedModelException(String message) {
        super(message);
    }
}
