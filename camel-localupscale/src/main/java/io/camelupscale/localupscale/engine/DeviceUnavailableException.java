package io.camelupscale.localupscale.engine;

/** The device that was asked for is not there. */
public final class DeviceUnavailableException extends EngineException {

    private static final long serialVersionUID = 1L;

    public DeviceUnavailableException(String message) {
        super(message);
    }

    public DeviceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
