package io.camelupscale.test.topaz;

import static io.camelupscale.test.topaz.TopazClient.json;
import static io.camelupscale.test.topaz.TopazClient.picture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.topaz.contract.TopazContract;
import io.camelupscale.test.topaz.contract.TopazContract.Documented;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every answer of the simulator is one that the vendor's OpenAPI files allow. */
class TopazContractTest {

    private static final String ID = "d7b3b3b3-7b3b-4b3b-8b3b-3b3b3b3b3b3b";
    private static final String EXPRESS =
            """
            {"source":{"container":"mp4"},"filters":[{"model":"prob-4"}],
            "output":{"resolution":{"width":1280,"height":720}}}""";

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final TopazSimulator simulator = TopazSimulator.builder()
            .time(time)
            .jobsTake(Duration.ofSeconds(10), Duration.ofSeconds(40))
            .build();

    private final TopazClient client = new TopazClient(simulator);
    private final TopazContract contract = new TopazContract();

    @AfterEach
    void everyAnswerIsDocumented() {
        assertThat(simulator.exchanges()).isNotEmpty().allSatisfy(exchange -> assertThat(
                        contract.answerErrors(exchange))
                .isEmpty());
    }

    @Test
    void everyCallOfTheImageApiIsAnsweredAsDocumented() throws Exception {
        for (Documented submit : documented("/async")) {
            String path = submit.path().substring("/image/v1".length());
            client.submit(path, picture("png", 40, 30), Map.of("output_format", "png"));
        }
        String id = client.accepted(Map.of("output_width", "80", "crop_to_fill", "true", "face_enhancement", "true"));
        client.status(id);
        time.advance(Duration.ofMinutes(1));
        client.status(id);
        client.get("/image/v1/status");
        client.get("/image/v1/status?paginated=true&limit=2");
        client.get("/image/v1/download/" + id);
        client.get("/image/v1/download/input/" + id);
        client.form("/estimate", Map.of("input_width", "10", "input_height", "10"));
        client.send("POST", "/image/v1/estimate-gen", "{\"input_width\":10,\"input_height\":10}");
        client.send(
                "POST",
                "/image/v1/estimate-bulk",
                "[{\"input_width\":10,\"input_height\":10},{\"input_width\":30000,\"input_height\":30000,\"model\":\"Wonder\"}]");
        client.delete("/image/v1/cancel/" + client.accepted(Map.of()));
        client.delete("/image/v1/status/" + id);
        client.delete("/image/v1/status");

        assertThat(seen(200, 204)).containsAll(promised("/image", 200, 204));
        assertRequestsAreRight();
    }

    @Test
    void everyCallOfTheVideoApiIsAnsweredAsDocumented() throws Exception {
        client.get("/video/status");
        String id = video(1000);
        String path = "/video/" + id;
        client.get(path + "/status");
        client.get(path + "/metrics");
        JsonNode accepted = json(client.send("PATCH", path + "/accept", BodyPublishers.noBody()));
        client.get(path + "/status");
        client.storage("PUT", accepted.at("/urls/0").asText(), new byte[22]);
        client.send("PATCH", path + "/complete-upload/", "{\"uploadResults\":[{\"partNum\":1,\"eTag\":\"unused\"}]}");
        time.advance(Duration.ofSeconds(30));
        client.get(path + "/status");
        client.get(path + "/cancel-estimate");
        time.advance(Duration.ofSeconds(30));
        client.get(path + "/status");
        client.get(path);
        client.get(path + "/metrics");
        client.get("/video/history");
        client.delete(path + "/media");
        client.send("POST", "/video/express", EXPRESS);
        String other = video(500);
        client.delete("/video/" + other);
        client.delete("/video/" + other);

        assertThat(seen(200, 202, 204)).containsAll(promised("/video", 200, 202, 204));
        assertRequestsAreRight();
    }

    @Test
    void whatAClientDoesWrongIsAnsweredAsDocumented() throws Exception {
        client.submit("/enhance/async", picture("png", 4, 3), Map.of("output_width", "0"));
        client.submit("/enhance/async", new byte[9], Map.of());
        client.submit("/enhance-gen/async", picture("png", 4, 3), Map.of("output_width", "32000"));
        client.get("/image/v1/status/7");
        client.get("/image/v1/status/" + ID);
        client.get("/image/v1/download/" + client.accepted(Map.of()));
        client.form("/estimate", Map.of());
        client.send("POST", "/video/", "{}");
        client.send("POST", "/video/", "no JSON");
        client.send("POST", "/video/", " ".repeat(3001));
        client.get("/video/" + ID + "/status");

        assertThat(statuses()).contains(400, 404, 409, 413, 415);
    }

    /** Whatever status is documented may be injected, and comes with the documented body. */
    @Test
    void everyDocumentedErrorCanBeHad() throws Exception {
        for (Documented documented : contract.documented()) {
            if (documented.status() < 400) {
                continue;
            }
            for (Operation operation : Operation.values()) {
                simulator.faults().on(operation).times(1).inject(Fault.status(documented.status()));
            }
            String path = documented.path().replaceAll("\\{\\w+}", ID);
            client.send(documented.method(), path, "{}");
            simulator.faults().clear();

            List<Exchange> exchanges = simulator.exchanges();
            Exchange last = exchanges.get(exchanges.size() - 1);
            assertThat(contract.of(last)).contains(documented);
            assertThat(contract.answerErrors(last)).isEmpty();
        }
    }

    @Test
    void whatIsWrongIsFound() throws Exception {
        try (TopazSimulator odd =
                TopazSimulator.builder().time(time).shortLinkName().textExpiry().build()) {
            odd.start();
            TopazClient other = new TopazClient(odd);
            String id = other.accepted(Map.of());
            client.status(ID);
            time.advance(Duration.ofMinutes(1));
            other.get("/image/v1/download/" + id);
            other.submit("/enhance/async", picture("png", 4, 3), Map.of("output_width", "wide"));
            other.send("POST", "/video/", "{\"source\":{\"container\":\"mp4\"}}");
            other.get("/video/history?page=2");
            other.send("PATCH", "/video/" + ID + "/complete", "{}");

            List<Exchange> all = odd.exchanges();
            assertThat(contract.answerErrors(all.get(1))).hasSize(2);
            assertThat(contract.requestErrors(all.get(2))).hasSize(1);
            assertThat(contract.requestErrors(all.get(3))).hasSizeGreaterThan(5);
            assertThat(contract.requestErrors(all.get(4))).hasSize(1);
            assertThat(contract.requestErrors(all.get(5))).hasSize(1);
        }
    }

    private void assertRequestsAreRight() {
        assertThat(simulator.exchanges())
                .filteredOn(exchange -> exchange.status() < 300)
                .allSatisfy(
                        exchange -> assertThat(contract.requestErrors(exchange)).isEmpty());
    }

    private List<Documented> documented(String suffix) {
        return contract.documented().stream()
                .filter(one -> one.path().endsWith(suffix) && one.status() == 200)
                .toList();
    }

    private Set<Documented> promised(String prefix, Integer... statuses) {
        return contract.documented().stream()
                .filter(one ->
                        one.path().startsWith(prefix) && List.of(statuses).contains(one.status()))
                .collect(Collectors.toSet());
    }

    private Set<Documented> seen(Integer... statuses) {
        Set<Documented> seen = new HashSet<>();
        simulator.exchanges().forEach(exchange -> contract.of(exchange).ifPresent(seen::add));
        seen.removeIf(one -> !List.of(statuses).contains(one.status()));
        return seen;
    }

    private Set<Integer> statuses() {
        return simulator.exchanges().stream().map(Exchange::status).collect(Collectors.toSet());
    }

    private String video(int frames) throws Exception {
        return json(client.send("POST", "/video/", VideoApiTest.wish(22, frames)))
                .get("requestId")
                .asText();
    }
}
