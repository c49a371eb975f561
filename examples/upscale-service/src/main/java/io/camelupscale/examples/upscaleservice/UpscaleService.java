package io.camelupscale.examples.upscaleservice;

import java.util.concurrent.CountDownLatch;

/** Starts the service, with the settings of {@code application.properties} and of the command line. */
public final class UpscaleService {

    private static final int NOT_STARTED = 2;

    private UpscaleService() {}

    /** Runs until the process is told to end; ends with exit code 2 if it cannot be started. */
    public static void main(String[] args) throws InterruptedException {
        try {
            Service service = new Service(Settings.of(System.getProperties()));
            Runtime.getRuntime().addShutdownHook(new Thread(service::stop));
            service.start();
        } catch (Exception e) {
            System.err.println("upscale-service cannot start: " + rootMessage(e));
            System.exit(NOT_STARTED);
        }
        new CountDownLatch(1).await();
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
