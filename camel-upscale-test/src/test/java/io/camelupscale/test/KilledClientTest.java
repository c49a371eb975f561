package io.camelupscale.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.Hold;
import io.camelupscale.test.meter.Operation;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients run in JVMs of their own, and are killed. */
class KilledClientTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaleSimulator simulator =
            UpscaleSimulator.builder().time(time).apiKey("k").build();

    private final TestClient client = new TestClient(simulator);

    /** Asks for one URL, in another JVM. */
    static final class Asking {
        public static void main(String[] args) throws Exception {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(args[0]).toURL().openConnection();
            connection.setRequestProperty("X-API-Key", "k");
            try (InputStream answer = connection.getInputStream()) {
                answer.readAllBytes();
            }
        }
    }

    @Test
    void theServiceGoesOnWhenAClientIsKilledWithinAnExchange() throws Exception {
        String id = client.accepted("");
        Hold hold = new Hold();
        simulator.faults().on(Operation.CHECK).times(1).inject(Fault.heldBy(hold));

        Process child = ask(simulator.baseUrl() + "/jobs/" + id);
        assertThat(hold.awaitArrival(PATIENCE)).isTrue();
        child.destroyForcibly();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        hold.release();
        time.advance(Duration.ofMinutes(1));

        assertThat(client.check(id)).containsEntry("state", "done");
        assertThat(client.download(client.link(id)).statusCode()).isEqualTo(200);
        assertThat(simulator.counters().charges()).isOne();
    }

    private static Process ask(String url) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of(Asking.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toURI())
                                .toString(),
                        Asking.class.getName(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
