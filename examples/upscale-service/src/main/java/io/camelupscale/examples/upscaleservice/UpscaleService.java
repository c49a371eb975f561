package io.camelupscale.examples.upscaleservice;

/** Starts the service, with the settings of {@code application.properties} and of the command line. */
public final class UpscaleService {

    private static final int NOT_STARTED = 2;

    private UpscaleService() {}

    /** Ends with exit code 2 if it cannot be started. */
    public static void main(String[] args) {
        System.exit(run());
    }

    private static int run() {
        try {
            return new Service(Settings.of(System.getProperties())).run();
        } catch (Exception e) {
            System.err.println("upscale-service cannot start: " + rootMessage(e));
            return NOT_STARTED;
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
