package io.camelupscale.test.localservice;

import static io.camelupscale.test.localservice.contract.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the original does to its clients, beyond what every service does. */
class SimulatedServiceTest {

    private static final byte[] PICTURE = Sources.picture("png", 8, 6);

    private final ManualJobTimer time = new ManualJobTimer();

    // region simulator
    @RegisterExtension
    final LocalServiceSimulator simulator = LocalServiceSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .prefix("/upscaler/v1")
            .maxUploadMegabytes(1)
            .build();
    // endregion

    @Test
    void urlsInAnswersAreHardCoded() throws Exception {
        RawClient client = client();
        JsonNode submitted = json(client.submit(PICTURE, "a.png"));
        String id = submitted.path("job_id").asText();
        time.advance(Duration.ofSeconds(50));

        assertThat(id).matches("\\d{19}");
        assertThat(submitted.path("status_url").asText()).isEqualTo("/api/v1/status/" + id);
        assertThat(status(id).path("download_url").asText()).isEqualTo("/api/v1/download/" + id);
        assertThat(new RawClient(simulator.baseUrl()).get("/api/v1/health").statusCode())
                .isEqualTo(404);
        assertThat(simulator.serviceUrl()).isEqualTo(simulator.baseUrl() + "/upscaler/v1");
    }

    @Test
    void progressIsToldInPercent() throws Exception {
        String id = client().accepted(PICTURE, "a.png");

        assertThat(status(id).path("status").asText()).isEqualTo("queued");
        assertThat(status(id).path("progress").asInt(-1)).isZero();
        time.advance(Duration.ofSeconds(10));
        assertThat(status(id).path("status").asText()).isEqualTo("processing");
        assertThat(status(id).path("progress").asInt()).isOne();
        time.advance(Duration.ofSeconds(20));
        assertThat(status(id).path("progress").asInt()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({
        "a.png, scale, 5, 10, validation failed: invalid scale: 5",
        "a.png, model_name, x, 10, validation failed: model not found: x",
        "a.tiff, scale, 2, 50, upscale failed: exit status 255",
        "a.Png, scale, 2, 50, upscale failed: exit status 255",
        "a.jpg, scale, 2, 50, failed to get output size"
    })
    void whatIsWrongIsFoundOutByTheWorker(String name, String field, String value, int seconds, String error)
            throws Exception {
        String id = client().accepted(Sources.transparent(8, 6), name, field, value);
        time.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(status(id).path("status").asText()).isIn("queued", "processing");

        time.advance(Duration.ofMillis(1));

        assertThat(status(id).path("status").asText()).isEqualTo("failed");
        assertThat(status(id).path("error").asText()).startsWith(error);
        assertThat(client().cancel(id).body()).contains("job already finished");
    }

    @Test
    void whatIsNoPictureFails() throws Exception {
        String id = client().accepted("text".getBytes(StandardCharsets.UTF_8), "a.png");
        time.advance(Duration.ofSeconds(10));

        assertThat(status(id).path("error").asText()).startsWith("failed to get input size");
    }

    @Test
    void wholeMebibytesAreCompared() throws Exception {
        assertThat(client().submit(new byte[(2 << 20) - 1], "a.png").statusCode())
                .isEqualTo(202);
        assertThat(client().submit(new byte[2 << 20], "a.png").body())
                .contains("failed to save upload: file too large: 2 MB (max: 1 MB)");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anyDownloadIsTheLastButForASecond(boolean whole) throws Exception {
        String id = client().accepted(Sources.noise(100, 100), "a.png");
        time.advance(Duration.ofSeconds(50));
        if (whole) {
            client().bytes("/download/" + id);
        } else {
            client().abortedDownload(id, 10);
        }

        time.advance(Duration.ofMillis(999));
        assertThat(client().bytes("/download/" + id).statusCode()).isEqualTo(200);
        time.advance(Duration.ofMillis(1));
        assertThat(client().get("/download/" + id).body()).contains("output file missing");
        assertThat(status(id).path("status").asText()).isEqualTo("completed");
    }

    @Test
    void aResultIsSweptAwayAfterAQuarterOfAnHour() throws Exception {
        String id = client().accepted(PICTURE, "a.png");
        time.advance(Duration.ofSeconds(50).plusMinutes(15));
        assertThat(client().bytes("/download/" + id).statusCode()).isEqualTo(200);

        String other = client().accepted(PICTURE, "a.png");
        time.advance(Duration.ofSeconds(50).plusMinutes(16));
        assertThat(client().get("/download/" + other).body()).contains("output file missing");
        assertThat(simulator.counters().duplicateCharges()).isOne();
    }

    @Test
    void aRestartForgetsAllJobs() throws Exception {
        String id = client().accepted(PICTURE, "a.png");

        simulator.restart();

        assertThat(client().get("/status/" + id).statusCode()).isEqualTo(404);
        assertThat(client().cancel(id).statusCode()).isEqualTo(400);
        assertThat(client().accepted(PICTURE, "a.png")).isNotEqualTo(id);
    }

    private JsonNode status(String id) throws Exception {
        return json(client().get("/status/" + id));
    }

    private RawClient client() {
        return new RawClient(simulator.apiUrl());
    }
}
