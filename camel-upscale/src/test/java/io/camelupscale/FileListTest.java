package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.FailureReason;
import io.camelupscale.spi.RemoteStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.junit.jupiter.api.Test;

/** Messages whose body is a list of files. */
class FileListTest extends ScriptedRoutes {

    @Test
    void eachFileOfAListIsAJobAndTheBodyTellsWhatBecameOfEach() throws Exception {
        context.start();

        Exchange exchange = template.request("scripted:image?scale=2", sent -> sent.getMessage()
                .setBody(List.of(
                        picture("a.png", 4).toFile(), picture("b.png", 5), Files.readAllBytes(picture("c.png", 6)))));

        List<UpscaleOutcome> outcomes = outcomes(exchange);
        assertThat(outcomes).extracting(UpscaleOutcome::sourceName).containsExactly("a.png", "b.png", "unnamed-3");
        assertThat(outcomes).extracting(UpscaleOutcome::fileName).containsExactly("a.png", "b.png", "unnamed-3.png");
        assertThat(outcomes).allMatch(UpscaleOutcome::isSuccess);
        assertThat(outcomes)
                .extracting(UpscaleOutcome::remoteId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(exchange.getMessage().getHeader("CamelUpscaleFailedFiles")).isEqualTo(0);
        assertThat(provider.submits).hasSize(3);
    }

    @Test
    void resultsAreThereUntilTheRouteIsThrough() throws Exception {
        List<Path> seen = new ArrayList<>();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("scripted:image?scale=2").process(exchange -> outcomes(exchange)
                        .forEach(outcome -> {
                            assertThat(outcome.file()).exists();
                            seen.add(outcome.file().toPath());
                        }));
            }
        });

        Exchange exchange = send("direct:in", List.of(picture("a.png", 4), picture("b.png", 5)));

        assertThat(exchange.getException()).isNull();
        assertThat(seen).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void aFileThatFailsIsToldOfThatFileAlone() throws Exception {
        context.start();
        provider.answerChecks(new RemoteStatus.Failed("E", "too blurred", true));
        Path text = Files.writeString(folder.resolve("notes.png"), "no picture");

        Exchange exchange = send("scripted:image?scale=2", List.of(picture("a.png", 4), text, picture("b.png", 5)));

        List<UpscaleOutcome> outcomes = outcomes(exchange);
        assertThat(exchange.getException()).isNull();
        assertThat(outcomes).filteredOn(UpscaleOutcome::isSuccess).hasSize(1);
        assertThat(exchange.getMessage().getHeader("CamelUpscaleFailedFiles")).isEqualTo(2);
        assertThat(outcomes.get(1).failure()).isInstanceOf(UpscaleRejectedException.class);
        assertThat(outcomes.get(1).failure()).hasMessageStartingWith("notes.png: ");
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.failure() != null)
                .extracting(outcome -> outcome.failure().getReason())
                .containsOnly(FailureReason.REJECTED);
    }

    @Test
    void theSameFileTwiceIsOneJob() throws Exception {
        context.start();
        Path picture = picture("a.png", 4);
        Path copy = Files.copy(picture, folder.resolve("copy.png"));

        Exchange exchange = send("scripted:image?scale=2", List.of(picture, copy));

        assertThat(outcomes(exchange)).extracting(UpscaleOutcome::sourceName).containsExactly("a.png", "copy.png");
        assertThat(outcomes(exchange)).allMatch(UpscaleOutcome::isSuccess);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void exchangesThatWereAggregatedKeepTheirNames() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .aggregate(constant(true), new GroupedExchangeAggregationStrategy())
                        .completionSize(2)
                        .to("scripted:image?scale=2")
                        .to("mock:out");
            }
        });
        mock("out").expectedMessageCount(1);

        template.sendBodyAndHeader("direct:in", picture("a.png", 4), Exchange.FILE_NAME, "photos/x.png");
        template.sendBodyAndHeader("direct:in", picture("b.png", 5), Exchange.FILE_NAME, "photos/y.png");

        mock("out").assertIsSatisfied();
        assertThat(outcomes(mock("out").getExchanges().get(0)))
                .extracting(UpscaleOutcome::fileName)
                .containsExactly("photos/x.png", "photos/y.png");
    }

    @Test
    void whatIsNoListOfFilesIsRefusedBeforeAnythingIsSent() throws Exception {
        context.start();
        Path picture = picture();

        assertThat(send("scripted:image", List.of(picture, "a path?")).getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("is text");
        assertThat(send("scripted:image?jobKey=one", List.of(picture)).getException())
                .hasMessageContaining("jobKey names one job");
        assertThat(send("scripted:image?scale=2", List.of(picture), Map.of(UpscaleConstants.SCALE, 1))
                        .getException())
                .hasMessageContaining("scale=1");
        assertThat((List<?>) send("scripted:image", List.of()).getMessage().getBody(List.class))
                .isEmpty();
        assertThat(provider.submits).isEmpty();
    }

    @Test
    void anExchangeWithAListIsLetGoOfWhenTheContextStops() throws Exception {
        provider.otherwise(new RemoteStatus.Running(0.5));
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("in").to("scripted:image?scale=2").to("mock:out");
            }
        });
        template.asyncSendBody("direct:in", List.of(picture("a.png", 4), picture("b.png", 5)));
        await().until(() -> provider.checks.size() >= 2);

        context.stop(); // would take 45 seconds if it waited

        assertThat(context.getInflightRepository().size()).isZero();
        assertThat(mock("out").getReceivedCounter()).isZero();
    }

    @SuppressWarnings("unchecked")
    private static List<UpscaleOutcome> outcomes(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }
}
