package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.RemoteStatus;
import java.io.File;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollingConsumerTest extends ScriptedRoutes {

    private static final RemoteStatus RUNNING = new RemoteStatus.Running(0.25);

    private ConsumerTemplate consumer;

    @BeforeEach
    void consume() {
        consumer = context.createConsumerTemplate();
    }

    @AfterEach
    void close() {
        consumer.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scripted:image", "upscale:scripted"})
    void theNextFinishedJobIsReceivedOnce(String uri) throws Exception {
        routes(uri);
        assertThat(consumer.receiveNoWait(uri)).isNull();

        Object key = submit("a.png", 4);
        Exchange received = consumer.receive(uri, 10_000);

        assertThat(received.getMessage().getBody(File.class)).isFile();
        assertThat(received.getMessage().getHeaders())
                .containsEntry("CamelUpscaleJobKey", key)
                .containsEntry("CamelUpscaleResultWidth", 8)
                .containsEntry("CamelUpscaleDeliveryCount", 1)
                .containsEntry("order", 7);
        assertThat(statusOf(key)).isEqualTo("downloaded");
        consumer.doneUoW(received);
        assertThat(statusOf(key)).isEqualTo("delivered");
        assertThat(consumer.receiveNoWait(uri)).isNull();
    }

    @Test
    void aReceiveEndsWithItsTimeout() throws Exception {
        routes("upscale:scripted");

        long begin = System.nanoTime();
        assertThat(consumer.receive("upscale:scripted", 700)).isNull();

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(650), Duration.ofSeconds(5));
    }

    @Test
    void theJobOfAKeyIsWaitedFor() throws Exception {
        provider.otherwise(RUNNING);
        routes("upscale:scripted");
        Object other = submit("a.png", 4);
        Object key = submit("b.png", 5);
        String uri = "upscale:scripted?jobKey=" + key;

        assertThat(consumer.receiveNoWait(uri)).isNull();
        assertThat(consumer.receive(uri, 50)).isNull();
        CompletableFuture<Exchange> received = CompletableFuture.supplyAsync(() -> consumer.receive(uri));
        provider.otherwise(null);
        provider.contexts.get(1).changed();

        Exchange exchange = received.get(10, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getHeader(UpscaleConstants.JOB_KEY)).isEqualTo(key);
        consumer.doneUoW(exchange);
        assertThat(statusOf(key)).isEqualTo("delivered");
        assertThat(statusOf(other)).isIn("running", "downloaded");
    }

    @Test
    void aResultThatIsThereIsReceivedByItsKeyWithoutWaiting() throws Exception {
        routes("upscale:scripted");
        Object key = submit("a.png", 4);
        await().until(() -> "downloaded".equals(statusOf(key)));

        Exchange exchange = consumer.receiveNoWait("upscale:scripted?jobKey=" + key);

        assertThat(exchange.getMessage().getBody(File.class)).isFile();
        consumer.doneUoW(exchange);
    }

    @Test
    void whatWasReceivedAndNotDoneComesAgain() throws Exception {
        routes("upscale:scripted");
        submit("a.png", 4);

        Exchange first = consumer.receive("upscale:scripted", 10_000);
        first.setException(new IllegalStateException("not today"));
        consumer.doneUoW(first);
        Exchange again = consumer.receive("upscale:scripted", 10_000);

        assertThat(again.getMessage().getHeader(UpscaleConstants.DELIVERY_COUNT))
                .isEqualTo(2);
        consumer.doneUoW(again);
    }

    @Test
    void aJobThatFailedIsAnExchangeWithItsException() throws Exception {
        routes("upscale:scripted");
        provider.answerChecks(new RemoteStatus.Failed("E1", "too dark", false));
        submit("a.png", 4);

        Exchange received = consumer.receive("upscale:scripted", 10_000);

        assertThat(received.getException()).isInstanceOf(UpscaleException.class).hasMessage("a.png: too dark");
        assertThat(received.getMessage().getHeader("order")).isEqualTo(7);
        assertThat(consumer.receiveNoWait("upscale:scripted")).isNull();
    }

    @Test
    void aKeyThatNobodyKnowsIsAnExchangeWithAnException() throws Exception {
        routes("upscale:scripted");

        for (Exchange received : new Exchange[] {
            consumer.receive("upscale:scripted?jobKey=x", 10_000), consumer.receiveNoWait("upscale:scripted?jobKey=x")
        }) {
            assertThat(received.getException()).isInstanceOf(UpscaleNoSuchJobException.class);
        }
    }

    @Test
    void pollEnrichTakesTheJobThatTheMessageNamesAndAcknowledgesItAtItsEnd() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2&jobKey=order-${header.order}");
                from("direct:fetch")
                        .pollEnrich("upscale:scripted?jobKey=order-${header.order}", 10_000)
                        .process(e -> assertThat(statusOf("order-7")).isEqualTo("downloaded"))
                        .to("mock:result");
                from("direct:status").to("upscale:scripted?operation=status");
            }
        });
        submit("a.png", 4);
        submit("b.png", 5, 8);

        Exchange fetched = send("direct:fetch", "body", Map.of("order", 7));

        assertThat(fetched.getException()).isNull();
        assertThat(fetched.getMessage().getHeaders())
                .containsEntry("CamelUpscaleJobKey", "order-7")
                .containsEntry("CamelFileName", "a.png");
        assertThat(statusOf("order-7")).isEqualTo("delivered");
    }

    @Test
    void theRestOfARouteThatFailsAfterPollEnrichDoesNotLoseTheResult() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2&jobKey=order-${header.order}");
                from("direct:fetch")
                        .pollEnrich("upscale:scripted?jobKey=order-${header.order}", 10_000)
                        .throwException(new IllegalStateException("disk full"));
                from("direct:status").to("upscale:scripted?operation=status");
            }
        });
        submit("a.png", 4);

        assertThat(send("direct:fetch", "body", Map.of("order", 7)).getException())
                .hasMessage("disk full");

        assertThat(statusOf("order-7")).isEqualTo("downloaded");
    }

    @Test
    void pollEnrichFailsWithTheJob() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2");
                from("direct:fetch").pollEnrich("upscale:scripted", 10_000).to("mock:result");
            }
        });
        provider.answerChecks(new RemoteStatus.Failed("E1", "too dark", false));
        mock("result").expectedMessageCount(0);
        submit("a.png", 4);

        assertThat(send("direct:fetch", "body").getException())
                .isInstanceOf(UpscaleException.class)
                .hasMessage("a.png: too dark");
        mock("result").assertIsSatisfied();
    }

    @Test
    void thePollEipTakesTheNextFinishedJob() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2");
                from("direct:fetch").poll("upscale:scripted", 10_000).to("mock:result");
                from("direct:status").to("upscale:scripted?operation=status");
            }
        });
        Object key = submit("a.png", 4);

        Exchange fetched = send("direct:fetch", "body");

        assertThat(fetched.getMessage().getHeader(UpscaleConstants.RESULT_WIDTH))
                .isEqualTo(8);
        assertThat(statusOf(key)).isEqualTo("delivered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"upscale:scripted", "upscale:scripted?jobKey=order-7"})
    void whoeverWaitsIsSentAwayWhenTheContextStops(String uri) throws Exception {
        provider.otherwise(RUNNING);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2&jobKey=order-${header.order}");
            }
        });
        submit("a.png", 4);
        CompletableFuture<Exchange> received = CompletableFuture.supplyAsync(() -> consumer.receive(uri));
        await().pollDelay(Duration.ofMillis(200)).until(() -> !received.isDone());

        context.stop();

        assertThatThrownBy(() -> received.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(RejectedExecutionException.class);
    }

    private void routes(String uri) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri + "?operation=submit&scale=2&carryHeaders=order");
                from("direct:status").to(uri + "?operation=status");
            }
        });
    }

    private Object submit(String name, int width) {
        return submit(name, width, 7);
    }

    private Object submit(String name, int width, int order) {
        Exchange answer = send("direct:in", picture(name, width), Map.of("order", order));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getHeader(UpscaleConstants.JOB_KEY);
    }

    private Object statusOf(Object key) {
        return send("direct:status", null, Map.of(UpscaleConstants.JOB_KEY, key))
                .getMessage()
                .getHeader(UpscaleConstants.STATUS);
    }
}
