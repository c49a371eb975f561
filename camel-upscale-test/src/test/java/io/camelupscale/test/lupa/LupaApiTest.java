package io.camelupscale.test.lupa;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.LoopbackHost;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.meter.Operation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The simulated Lupa answers what the vendor's page says, word by word. */
class LupaApiTest {

    private final ManualJobTimer time = new ManualJobTimer();

    // region simulator
    @RegisterExtension
    final LupaSimulator simulator = LupaSimulator.builder()
            .time(time)
            .jobsTake(Duration.ZERO, Duration.ofMinutes(2))
            .jobsAreHiddenFor(Duration.ofSeconds(5))
            .credits(2)
            .build();
    // endregion

    private final HttpClient http = HttpClient.newHttpClient();
    private LoopbackHost web;

    @BeforeEach
    void publish() throws IOException {
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB), "png", picture);
        web = LoopbackHost.start(
                "public",
                request -> request.path().equals("/a.png")
                        ? HttpReply.empty(200).with(ReplyBody.of(picture.toByteArray()))
                        : HttpReply.empty(404));
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void aJobIsHiddenThenRunsThenIsDone() throws Exception {
        String id = submitted("/precision", "a.png");

        assertThat(check(id))
                .isEqualTo("{\"status\":\"success\",\"response\":{\"process_status\":\"failed\","
                        + "\"error_type\":\"not_found\",\"message\":\"Upscale ID not found\"}}");
        time.advance(Duration.ofSeconds(5));
        assertThat(check(id)).isEqualTo("{\"status\":\"success\",\"response\":{\"process_status\":\"processing\"}}");
        time.advance(Duration.ofMinutes(2));
        assertThat(check(id))
                .startsWith("{\"status\":\"success\",\"response\":{\"final_image_url\":\"http")
                .endsWith("\"process_status\":\"completed\"}}");
        String link = check(id)
                .replaceFirst(".*\"final_image_url\":\"([^\"]*)\".*", "$1")
                .replace("\\/", "/");
        assertThat(ImageIO.read(URI.create(link).toURL()).getWidth()).isEqualTo(12);
        assertThat(simulator.counters().charges()).isOne();
    }

    @Test
    void anUnknownIdIsNotFound() throws Exception {
        assertThat(check("7"))
                .isEqualTo("{\"status\":\"success\",\"response\":{\"process_status\":\"failed\","
                        + "\"error_type\":\"not_found\",\"message\":\"Upscale ID not found\"}}");
    }

    @Test
    void aFailedJobHasNoMessage() throws Exception {
        simulator.faults().onJobs().inject(JobFault.fails("unexpected_error", ""));
        String id = submitted("/standard", "a.png");
        time.advance(Duration.ofMinutes(3));

        assertThat(check(id))
                .isEqualTo("{\"status\":\"success\",\"response\":{\"process_status\":\"failed\","
                        + "\"error_type\":\"unexpected_error\"}}");
    }

    @Test
    void aSourceThatCannotBeFetchedFailsAndCostsNothing() throws Exception {
        String id = submitted("/standard", "none.png");

        assertThat(check(id)).contains("unexpected_error");
        assertThat(simulator.counters().charges()).isZero();
    }

    @Test
    void whoHasNoCreditsIsToldSoWithTheStatus200() throws Exception {
        submitted("/standard", "a.png");
        submitted("/standard", "a.png");

        HttpResponse<String> refused = submit("/standard", "a.png", simulator.apiKey());

        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).isEqualTo("{\"status\":\"error\",\"message\":\"Not enough credits\"}");
    }

    @Test
    void thePlatformRefusesInItsOwnWords() throws Exception {
        assertThat(submit("/standard", "a.png", "wrong").body()).startsWith("{\"statusCode\":401,\"body\":{");
        assertThat(submit("/other", "a.png", simulator.apiKey()).body())
                .isEqualTo(
                        "{\"statusCode\":404,\"body\":{\"status\":\"NOT_FOUND\",\"message\":\"Workflow not found\"}}");
        simulator.faults().on(Operation.SUBMIT).nth(1).inject(Fault.status(503));
        assertThat(submit("/standard", "a.png", simulator.apiKey()).statusCode())
                .isEqualTo(503);
        assertThat(simulator.counters().accepted()).isZero();
    }

    private String submitted(String path, String picture) throws Exception {
        HttpResponse<String> answer = submit(path, picture, simulator.apiKey());
        assertThat(answer.body()).matches("\\{\"status\":\"success\",\"response\":\\{\"upscale_id\":\"[0-9x]+\"}}");
        return answer.body().replaceFirst(".*\"upscale_id\":\"([^\"]*)\".*", "$1");
    }

    private HttpResponse<String> submit(String path, String picture, String key) throws Exception {
        String body = "{\"image\":\"%s/%s\",\"creativity\":5,\"Resolution\":2}".formatted(web.baseUrl(), picture);
        return send(HttpRequest.newBuilder(URI.create(simulator.baseUrl() + path))
                .header("x-api-key", key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private String check(String id) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/check-upscale-status?upscale_id=" + id))
                        .header("x-api-key", simulator.apiKey()));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
