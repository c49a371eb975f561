package io.camelupscale.examples.upscaleservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.test.localservice.contract.RawClient;
import io.camelupscale.test.localservice.contract.Sources;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A listener hears of every job. */
class EventsTest {

    private static final int MANY = 100;

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension();

    private final ObjectMapper json = new ObjectMapper();
    private final RawClient client = new RawClient(SERVICE.apiUrl());

    @Test
    void aListenerGetsTheJobsThatAreThereAndThenWhatBecomesOfThem() throws Exception {
        String before = client.ended("completed", Sources.picture("png", 8, 6), "before.png", "scale", "2")
                .path("job_id")
                .textValue();
        try (BufferedReader events = listen()) {
            JsonNode list = next(events, "jobs");
            assertThat(list.at("/0/job_id").textValue()).isEqualTo(before);
            assertThat(list.at("/0/result_url").textValue()).isEqualTo("/api/v1/jobs/" + before + "/result");

            String id = client.accepted(Sources.noise(400, 400), "a.png", "scale", "4");
            List<String> states = new ArrayList<>();
            List<Integer> progress = new ArrayList<>();
            JsonNode job;
            do {
                job = next(events, "job");
                if (job.path("job_id").textValue().equals(before)) {
                    continue; // its end may be told once more
                }
                assertThat(job.path("job_id").textValue()).isEqualTo(id);
                assertThat(job.path("file_name").textValue()).isEqualTo("a.png");
                states.add(job.path("status").textValue());
                progress.add(job.path("progress").intValue());
            } while (!job.path("job_id").textValue().equals(id) || !job.has("finished"));

            assertThat(states).endsWith("completed").contains("processing");
            assertThat(progress).isSorted().endsWith(100);
            assertThat(job.path("download_url").textValue()).isEqualTo("/api/v1/download/" + id);
            assertThat(job.at("/output_size/width").intValue()).isEqualTo(1600);
        }
    }

    @Test
    void manyListenersTakeNoThreads() throws Exception {
        int threads = Thread.activeCount();
        List<RawConnection> listeners = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            RawConnection listener = new RawConnection(SERVICE.port());
            listener.request("GET /events", "Accept: text/event-stream");
            listeners.add(listener);
        }
        await().until(() -> SERVICE.service().events().listeners() >= MANY);

        assertThat(Thread.activeCount() - threads).isLessThan(MANY / 4);
        for (RawConnection listener : listeners) {
            listener.close();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> SERVICE.service().events().listeners() == 0);
    }

    private static BufferedReader listen() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(SERVICE.url("/events")).build();
        return new BufferedReader(new InputStreamReader(
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
    }

    private JsonNode next(BufferedReader events, String name) throws IOException {
        String line = events.readLine();
        while (!line.startsWith("event: ")) {
            line = events.readLine();
        }
        assertThat(line).isEqualTo("event: " + name);
        return json.readTree(events.readLine().substring("data: ".length()));
    }
}
