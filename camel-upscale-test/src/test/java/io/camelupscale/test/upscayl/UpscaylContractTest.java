package io.camelupscale.test.upscayl;

import static io.camelupscale.test.upscayl.UpscaylClient.WISH;
import static io.camelupscale.test.upscayl.UpscaylClient.json;
import static io.camelupscale.test.upscayl.UpscaylClient.picture;
import static io.camelupscale.test.upscayl.UpscaylClient.wish;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.job.ManualJobTimer;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.upscayl.contract.UpscaylContract;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every answer of the simulator is one that the vendor's OpenAPI files allow. */
class UpscaylContractTest {

    private static final String UPLOAD = "{\"fileSize\":22,\"fileType\":\"image/png\",\"originalFileName\":\"a.png\"}";

    private final ManualJobTimer time = new ManualJobTimer();

    @RegisterExtension
    final UpscaylSimulator current = UpscaylSimulator.builder().time(time).build();

    @RegisterExtension
    final UpscaylSimulator older = UpscaylSimulator.builder().time(time).older().build();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyStateOfATaskIsToldAsDocumented(boolean isOlder) throws Exception {
        UpscaylSimulator simulator = isOlder ? older : current;
        UpscaylContract contract = isOlder ? UpscaylContract.older() : UpscaylContract.current();
        UpscaylClient client = new UpscaylClient(simulator, !isOlder);
        simulator.faults().onJobs().nth(2).inject(JobFault.fails("E", "no"));
        String id = client.accepted();
        String failing = client.accepted();
        client.status(id);
        time.advance(Duration.ofMinutes(1));
        client.status(id);
        client.status(id);
        client.status(failing);

        assertThat(simulator.exchanges()).hasSize(6).allSatisfy(exchange -> {
            assertThat(contract.answerErrors(exchange)).isEmpty();
            assertThat(contract.requestErrors(exchange)).isEmpty();
        });
    }

    @Test
    void everyCallOfTheOlderContractIsAnsweredAsDocumented() throws Exception {
        UpscaylContract contract = UpscaylContract.older();
        UpscaylClient client = new UpscaylClient(older, false);
        client.status(client.accepted());
        JsonNode ticket = json(client.post("/get-upload-url", UPLOAD)).path("data");
        client.put(ticket.path("uploadURL").asText(), picture("png"));
        client.start(wish("scale", "3"), picture("png"), "a.png");
        client.post("/get-upload-url", "{}");
        client.post("/get-task-status", "{\"taskId\":\"x\"}");
        client.raw("/complete-multipart-upload", "{\"data\":{}}");

        assertThat(older.exchanges()).hasSize(7).allSatisfy(exchange -> assertThat(contract.answerErrors(exchange))
                .isEmpty());
    }

    /** Whatever status is documented may be injected, and comes with the documented body. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyDocumentedErrorCanBeHad(boolean isOlder) throws Exception {
        UpscaylSimulator simulator = isOlder ? older : current;
        UpscaylContract contract = isOlder ? UpscaylContract.older() : UpscaylContract.current();
        UpscaylClient client = new UpscaylClient(simulator, !isOlder);
        Set<String> errors = contract.documented().stream()
                .filter(one -> !one.endsWith(" 200") && !one.startsWith("get-upscayl-history"))
                .filter(one -> isOlder || !one.endsWith(" 400")) // documented for a missing key alone
                .collect(Collectors.toSet());
        for (String error : errors) {
            String[] words = error.split(" ");
            for (Operation operation : Operation.values()) {
                simulator.faults().on(operation).times(1).inject(Fault.status(Integer.parseInt(words[1])));
            }
            client.post("/" + words[0], "{}");
            simulator.faults().clear();

            List<Exchange> exchanges = simulator.exchanges();
            Exchange last = exchanges.get(exchanges.size() - 1);
            assertThat(last.status()).hasToString(words[1]);
            assertThat(contract.answerErrors(last)).isEmpty();
        }
        assertThat(errors).hasSizeGreaterThanOrEqualTo(isOlder ? 15 : 1);
    }

    @Test
    void whatIsWrongIsFound() throws Exception {
        UpscaylContract contract = UpscaylContract.older();
        UpscaylClient client = new UpscaylClient(current, true);
        String id = client.accepted();
        client.status(id);
        client.start(wish("scale", "3"), picture("png"), "a.png");
        client.start(WISH, picture("png"), "a.png");

        List<Exchange> all = current.exchanges();
        assertThat(contract.requestErrors(all.get(1))).hasSize(1); // wrapped
        assertThat(contract.answerErrors(all.get(1))).hasSizeGreaterThanOrEqualTo(2); // its word, its scale
        assertThat(contract.requestErrors(all.get(2))).hasSize(1);
        assertThat(contract.requestErrors(all.get(3))).isEmpty();
    }
}
