package io.camelupscale.examples.upscaleservice;

import static io.camelupscale.examples.upscaleservice.RawConnection.BOUNDARY;
import static io.camelupscale.examples.upscaleservice.RawConnection.IMAGE;
import static io.camelupscale.examples.upscaleservice.RawConnection.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever keeps a connection and sends little or nothing is cut off. */
class SlowClientsTest {

    @RegisterExtension
    static final ServiceExtension IMPATIENT = new ServiceExtension("idleTimeout", "1s");

    @RegisterExtension
    static final ServiceExtension HURRIED = new ServiceExtension("uploadTimeout", "2s");

    @Test
    void aFormThatDoesNotEndIsCutOff() throws Exception {
        String form = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + IMAGE + "\r\n\r\nxyz";
        try (RawConnection connection = new RawConnection(IMPATIENT.port())) {
            connection.upload("Content-Length: " + form.length()).send(form);

            assertThat(connection.status()).isZero();
        }
        nothingIsLeft(IMPATIENT);
    }

    @Test
    void anUploadThatStandsStillIsCutOff() throws Exception {
        try (RawConnection connection = new RawConnection(IMPATIENT.port())) {
            connection.upload("Content-Length: 1000").send(part(IMAGE, "x"));

            assertThat(connection.isClosedByServer()).isTrue();
        }
        nothingIsLeft(IMPATIENT);
    }

    @Test
    void anUploadThatTricklesIsCutOffInTime() throws Exception {
        try (RawConnection connection = new RawConnection(HURRIED.port())) {
            connection.upload("Content-Length: 1000000");
            connection.send(part(IMAGE, "x"));
            await().atMost(Duration.ofSeconds(20))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        connection.sendOften(new byte[] {'x'}, 1);
                        return connection.hasAnswer();
                    });

            assertThat(connection.status()).isEqualTo(408);
        }
        nothingIsLeft(HURRIED);
    }

    private static void nothingIsLeft(ServiceExtension service) {
        await().untilAsserted(() -> assertThat(service.uploads()).isEmpty());
    }
}
