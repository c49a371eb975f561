package io.camelupscale.examples.upscaleservice;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;

/**
 * How the service is set up: {@code application.properties}, or as it is said on the command line.
 *
 * @param host           the address that it listens on
 * @param port           0 for any free one
 * @param token          what every request has to bring; empty for none
 * @param data           the folder for uploads, jobs and results
 * @param prefix         where the API begins, without a slash at its end
 * @param hosts          the names that a request may call this host by; empty for loopback's on loopback, else for all
 * @param device         where the network runs, see {@code docs/localupscale.md}
 * @param threads        how many threads run it; 0 for one per processor
 * @param maxUploadBytes the longest body of an upload
 * @param maxQueueSize   how many jobs may wait or be under way
 * @param retention      how long a result is kept that nobody fetches
 * @param uploadTimeout  how long an upload may take
 * @param idleTimeout    how long a connection may be silent, also while its answer is waited for
 */
record Settings(
        String host,
        int port,
        String token,
        Path data,
        String prefix,
        List<String> hosts,
        String device,
        int threads,
        long maxUploadBytes,
        int maxQueueSize,
        Duration retention,
        Duration uploadTimeout,
        Duration idleTimeout) {

    private static final long MEGABYTE = 1024 * 1024;

    /** @param given instead of the defaults; what is no setting is ignored */
    static Settings of(Properties given) throws IOException {
        Properties values = new Properties();
        try (InputStream defaults = Settings.class.getResourceAsStream("/application.properties")) {
            values.load(defaults);
        }
        values.replaceAll((name, value) -> given.getProperty(name.toString(), value.toString()));
        return new Settings(
                values.getProperty("host"),
                number(values, "port"),
                token(values.getProperty("token")),
                Path.of(values.getProperty("data")).toAbsolutePath().normalize(),
                prefix(values.getProperty("prefix")),
                list(values.getProperty("hosts")),
                values.getProperty("device"),
                number(values, "threads"),
                number(values, "maxUploadMegabytes") * MEGABYTE,
                number(values, "maxQueueSize"),
                duration(values, "retention"),
                duration(values, "uploadTimeout"),
                duration(values, "idleTimeout"));
    }

    /** An argument can be seen by everybody on the machine, a variable of the environment cannot. */
    private static String token(String property) {
        return Stream.of(property, System.getenv("UPSCALE_TOKEN"), System.getenv("UPSCALE_AUTH_TOKEN"))
                .filter(token -> token != null && !token.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String prefix(String text) {
        String path = "/" + String.join("/", parts(text, "/"));
        return path.equals("/") ? "" : path;
    }

    private static List<String> list(String text) {
        return parts(text, ",");
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .map(String::trim)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static int number(Properties values, String name) {
        try {
            return Integer.parseInt(values.getProperty(name).trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, not " + values.getProperty(name), e);
        }
    }

    private static Duration duration(Properties values, String name) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(values.getProperty(name)));
    }
}
