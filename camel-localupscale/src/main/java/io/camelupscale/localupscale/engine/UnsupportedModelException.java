package io.camelupscale.localupscale.engine;

/** A model is sound as far as read, but needs an operator or a shape that the JVM engine has not. ONNX Runtime may run it. */
public final class UnsupportedModelException extends ModelException {

    private static final long serialVersionUID = 1L;

    public UnsupportedModelException(String message) {
        super(message);
    }
}
