package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.UpscaleRequest;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.junit.jupiter.api.Test;

/** What a list of sources would cost. */
class BulkEstimateTest extends ScriptedRoutes {

    @Test
    void aListIsEstimatedByAsFewCallsAsTheProviderCanDoWith() throws Exception {
        provider.estimates(1.5, Duration.ofSeconds(3)).estimatesAtOnce(4);
        routes();
        Path picture = picture();

        Exchange done = send("direct:in", new ArrayList<>(Collections.nCopies(10, picture)));

        Estimates estimates = done.getMessage().getBody(Estimates.class);
        assertThat(estimates.items()).hasSize(10);
        assertThat(estimates.credits()).isEqualTo(15);
        assertThat(done.getMessage().getHeaders())
                .containsEntry("CamelUpscaleCredits", 15.0)
                .containsEntry("CamelUpscaleProvider", "scripted");
        assertThat(provider.estimates).extracting(List::size).containsExactlyInAnyOrder(4, 4, 2);
        assertThat(provider.submits).isEmpty();
    }

    @Test
    void withoutSuchACallEachIsAskedForByItself() throws Exception {
        provider.estimates(2, null);
        routes();

        Exchange done =
                send("direct:in", List.of(picture("a.png", 4), folder.resolve("gone.png"), picture("b.png", 5)));

        assertThat(done.getMessage().getBody(Estimates.class).items())
                .containsExactly(
                        Estimates.Item.of("a.png", new Estimate(2)),
                        Estimates.Item.failed("gone.png", "there is no such file"),
                        Estimates.Item.of("b.png", new Estimate(2)));
        assertThat(done.getMessage().getHeader("CamelUpscaleCredits")).isEqualTo(4.0);
    }

    @Test
    void anythingThatASourceMayBeMayBeInTheList() throws Exception {
        provider.estimates(1, null).estimatesAtOnce(100);
        routes();
        Path picture = picture();
        byte[] bytes = Files.readAllBytes(picture);

        Exchange done = send(
                "direct:in",
                Arrays.asList(picture, picture.toFile(), bytes, new ByteArrayInputStream(bytes), "text", null));

        assertThat(done.getMessage().getBody(Estimates.class).items())
                .extracting(Estimates.Item::sourceName)
                .containsExactly("a.png", "a.png", "unnamed-3", "unnamed-4", "item 5", "item 6");
        assertThat(done.getMessage().getBody(Estimates.class).items().get(4).error())
                .contains("is text");
        for (UpscaleRequest request : provider.estimates.get(0)) {
            assertThat(request.source().equals(picture) || Files.notExists(request.source()))
                    .isTrue(); // spooled
        }
    }

    @Test
    void exchangesThatWereAggregatedKeepTheirHeaders() throws Exception {
        provider.estimates(1, null).estimatesAtOnce(100);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:one")
                        .aggregate(constant(true), new GroupedExchangeAggregationStrategy())
                        .completionSize(2)
                        .to("scripted:image?operation=ESTIMATE")
                        .to("mock:out");
            }
        });
        mock("out").expectedMessageCount(1);

        send("direct:one", picture("a.png", 4), Map.of(UpscaleConstants.SCALE, 3));
        send("direct:one", picture("b.png", 5), Map.of(UpscaleConstants.FILE_NAME, "holiday/b.png"));

        mock("out").assertIsSatisfied();
        assertThat(provider.estimates.get(0))
                .extracting(request -> request.spec().scale())
                .containsExactly(3, 4);
        assertThat(provider.estimates.get(0))
                .extracting(UpscaleRequest::sourceName)
                .containsExactly("a.png", "holiday/b.png");
    }

    @Test
    void theyConvertToAMapAndToJson() throws Exception {
        provider.estimates(1, Duration.ofSeconds(2)).estimatesAtOnce(100);
        routes();

        Exchange done = send("direct:in", List.of(picture()));

        assertThatObject(done.getMessage().getBody(Map.class))
                .asInstanceOf(MAP)
                .containsEntry("credits", 1.0)
                .containsKey("items");
        assertThat(done.getMessage().getBody(String.class))
                .isEqualTo(
                        "{\"credits\":1.0,\"items\":[{\"sourceName\":\"a.png\",\"credits\":1.0,\"durationMillis\":2000}]}");
    }

    @Test
    void anEmptyListCostsNothing() throws Exception {
        provider.estimates(1, null);
        routes();

        assertThat(send("direct:in", List.of()).getMessage().getBody(Estimates.class))
                .isEqualTo(new Estimates(List.of()));
    }

    private void routes() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("scripted:image?operation=ESTIMATE");
            }
        });
    }
}
