package io.camelupscale.examples.upscaleservice;

import static io.camelupscale.test.localservice.contract.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the engine makes is not lost on its way to the client. */
class ResultsTest {

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension("retention", "1s");

    private final RawClient client = new RawClient(SERVICE.apiUrl());

    @Test
    void aResultThatCannotBeStoredComesAgainUntilItCan() throws Exception {
        String id = client.accepted(Sources.noise(300, 300), "a.png", "scale", "4");
        Path inTheWay = Files.createDirectories(
                SERVICE.jobFolder(id).resolve("result.png").resolve("full"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> json(client.get("/status/" + id)).path("progress").intValue() == 99);

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(30)).until(() -> json(client.get(
                        "/status/" + id))
                .path("status")
                .textValue()
                .equals("processing"));
        Files.delete(inTheWay);

        client.ended("completed", id);
    }

    @Test
    void aPictureThatIsDamagedFailsWithTheReason() throws Exception {
        byte[] whole = Sources.noise(50, 50);

        String error = client.ended("failed", Arrays.copyOf(whole, whole.length / 2), "a.png", "scale", "2")
                .path("error")
                .textValue();

        assertThat(error).startsWith("upscale failed: ").doesNotContain("a.png", "/");
    }

    @Test
    void aResultThatNobodyFetchesIsDeletedWhenItsTimeIsOver() throws Exception {
        String id = client.ended("completed", Sources.picture("png", 8, 6), "a.png", "scale", "2")
                .path("job_id")
                .textValue();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.get("/download/" + id).body().contains("output file missing"));

        assertThat(json(client.get("/status/" + id)).path("status").textValue()).isEqualTo("completed");
        assertThat(SERVICE.jobFolder(id)).isDirectoryNotContaining("glob:**.png");
    }
}
