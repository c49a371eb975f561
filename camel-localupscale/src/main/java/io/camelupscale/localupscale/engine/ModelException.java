package io.camelupscale.localupscale.engine;

/** A model is missing, no ONNX file, of a layout that this engine cannot run, or does not reach the scale. The message names it. */
public class ModelException extends EngineException {

    private static final long serialVersionUID = 1L;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
