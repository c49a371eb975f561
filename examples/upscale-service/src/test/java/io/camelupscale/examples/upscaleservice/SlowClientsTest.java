package io.camelupscale.examples.upscaleservice;

import static io.camelupscale.examples.upscaleservice.RawConnection.BOUNDARY;
import static io.camelupscale.examples.upscaleservice.RawConnection.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever keeps a connection and sends little or nothing is cut off. */
class SlowClientsTest {

    private static final String FILE = "name=\"image\"; filename=\"a.png\"\r\nContent-Type: image/png";

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension("uploadTimeout", "2s", "idleTimeout", "1s");

    @Test
    void aFormThatDoesNotEndIsCutOff() throws Exception {
        String form = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + FILE + "\r\n\r\nxyz";
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.upload("Content-Length: " + form.length()).send(form);

            assertThat(connection.status()).isZero();
        }
        nothingIsLeft();
    }

    @Test
    void anUploadThatStandsStillIsCutOff() throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.upload("Content-Length: 1000").send(part(FILE, "x"));

            assertThat(connection.isClosedByServer()).isTrue();
        }
        nothingIsLeft();
    }

    @Test
    void anUploadThatTricklesIsCutOffInTime() throws Exception {
        try (RawConnection connection = new RawConnection(SERVICE.port())) {
            connection.upload("Content-Length: 1000000");
            connection.send(part(FILE, "x"));
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        connection.sendOften(new byte[] {'x'}, 1);
                        return connection.hasAnswer();
                    });

            assertThat(connection.status()).isEqualTo(408);
        }
        nothingIsLeft();
    }

    private static void nothingIsLeft() {
        await().untilAsserted(() -> assertThat(SERVICE.uploads()).isEmpty());
    }
}
