package io.camelupscale.examples.watchfolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;

/**
 * Upscales the pictures of a folder. The settings are those of {@code application.properties}; each can be overridden with a
 * system property.
 */
public final class WatchFolder {

    static final String ROUTE = "watch-folder";

    private static final int SOME_FAILED = 1;
    private static final int NOT_STARTED = 2;

    private WatchFolder() {}

    /** Ends with exit code 0, with 1 if a file failed, with 2 if the settings are wrong. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String[] args) {
        try {
            Properties settings = settings();
            Path inbox = folder(settings, "inbox");
            Path outbox = folder(settings, "outbox");
            check(inbox, outbox);

            Main main = new Main();
            main.setOverrideProperties(settings);
            Inbox pictures = new Inbox(inbox);
            Batch batch = new Batch(View.open());
            main.bind("inbox", pictures);
            main.bind("outbox", new Outbox(inbox, outbox, Integer.parseInt(settings.getProperty("scale"))));
            main.bind("batch", batch); // Camel takes every event notifier it finds in its registry
            main.bind(
                    "pollStrategy",
                    isOnce(settings) ? new StopWhenIdle(main, pictures) : new DefaultPollingConsumerPollStrategy());
            main.run(args);
            batch.close();
            report(batch.failures(), settings.getProperty("failures"));
            return batch.failures().isEmpty() ? main.getExitCode() : SOME_FAILED;
        } catch (Exception e) {
            System.err.println("watch-folder cannot start: " + rootMessage(e));
            return NOT_STARTED;
        }
    }

    /** The settings with absolute folders, so that they mean the same to everybody. */
    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        settings.load(WatchFolder.class.getResourceAsStream("/application.properties"));
        settings.keySet().removeIf(name -> name.toString().startsWith("camel."));
        settings.replaceAll((name, value) -> System.getProperty(name.toString(), value.toString()));
        for (String folder : new String[] {"inbox", "outbox", "work"}) {
            settings.setProperty(folder, folder(settings, folder).toString());
        }
        return settings;
    }

    private static Path folder(Properties settings, String name) {
        return Path.of(settings.getProperty(name)).toAbsolutePath().normalize();
    }

    private static void report(List<String> failures, String file) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        Files.deleteIfExists(Path.of(file));
        if (!failures.isEmpty()) {
            Files.write(Path.of(file), failures);
        }
    }

    private static boolean isOnce(Properties settings) {
        String once = settings.getProperty("once");
        return once.isEmpty() || Boolean.parseBoolean(once);
    }

    private static void check(Path inbox, Path outbox) {
        if (!Files.isDirectory(inbox)) {
            throw new IllegalArgumentException("inbox=" + inbox + " is no folder");
        }
        if (outbox.startsWith(inbox)) {
            throw new IllegalArgumentException(
                    "outbox=" + outbox + " must not lie in the inbox: results would be picked up");
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
