package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.FailureReason;
import io.camelupscale.spi.RemoteStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerTest extends ScriptedRoutes {

    private static final String AT_ONCE = "initialDelay=0&delay=20";

    @ParameterizedTest
    @ValueSource(strings = {"scripted:image", "upscale:scripted"})
    void eachSubmittedJobIsConsumedWithWhatWasCarriedAlong(String uri) throws Exception {
        MockEndpoint result = mock("result");
        result.expectedMessageCount(1);
        result.whenAnyExchangeReceived(exchange ->
                assertThat(exchange.getMessage().getBody(File.class)).isFile());
        routes(
                uri + "?operation=submit&scale=2&carryHeaders=order, Customer*,when,CamelFileName",
                uri + "?" + AT_ONCE,
                e -> {});

        send(
                "direct:in",
                picture(),
                Map.of(
                        "order",
                        7L,
                        "customerName",
                        "é ☕",
                        "customerIsNew",
                        true,
                        "when",
                        UUID.fromString("00000000-0000-0000-0000-000000000001"),
                        "secret",
                        "x",
                        "CamelFileName",
                        "b.gif"));
        result.assertIsSatisfied();

        Message message = result.getExchanges().get(0).getMessage();
        assertThat(message.getHeaders())
                .containsEntry("order", 7L)
                .containsEntry("customerName", "é ☕")
                .containsEntry("customerIsNew", true)
                .containsEntry("when", "00000000-0000-0000-0000-000000000001")
                .doesNotContainKey("secret")
                .containsEntry("CamelFileName", "b.png")
                .containsEntry("Content-Type", "image/png")
                .containsEntry("CamelUpscaleRemoteId", "r1")
                .containsEntry("CamelUpscaleResultWidth", 8)
                .containsEntry("CamelUpscaleRedelivered", false)
                .containsEntry("CamelUpscaleDeliveryCount", 1)
                .containsKey("CamelUpscaleJobKey");
    }

    @Test
    void aResultThatWasDeliveredIsGoneFromTheWorkDirectoryOrKeptButNotDeliveredAgain() throws Exception {
        routes("upscale:scripted?operation=submit&scale=2", "upscale:scripted?" + AT_ONCE, e -> {});
        mock("result").expectedMessageCount(1);

        Object key = submit("a.png", 4);

        await().until(() -> "delivered".equals(statusOf(key)));
        mock("result").setAssertPeriod(200);
        mock("result").assertIsSatisfied();
    }

    @Test
    void aResultWhoseRouteFailedComesAgainUntilItsJobIsDead() throws Exception {
        List<Map<String, Object>> deliveries = new CopyOnWriteArrayList<>();
        List<Boolean> redelivered = new CopyOnWriteArrayList<>();
        routes(
                "upscale:scripted?operation=submit&scale=2",
                "upscale:scripted?maxRedeliveries=1&" + AT_ONCE,
                exchange -> {
                    deliveries.add(Map.copyOf(exchange.getMessage().getHeaders()));
                    redelivered.add(exchange.isExternalRedelivered());
                    throw new IOException("disk full");
                });

        Object key = submit("a.png", 4);

        await().until(() -> "dead".equals(statusOf(key)));
        assertThat(deliveries).extracting("CamelUpscaleDeliveryCount").containsExactly(1, 2);
        assertThat(deliveries).extracting("CamelUpscaleRedelivered").containsExactly(false, true);
        assertThat(redelivered).containsExactly(false, true);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aJobThatFailedReachesOnExceptionWhereTheErrorHandlerIsBridged() throws Exception {
        MockEndpoint failed = mock("failed");
        failed.expectedMessageCount(1);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(UpscaleException.class).handled(true).to("mock:failed");
                from("direct:in").to("upscale:scripted?operation=submit&scale=2&carryHeaders=order");
                from("upscale:scripted?bridgeErrorHandler=true&" + AT_ONCE).to("mock:result");
            }
        });
        mock("result").expectedMessageCount(0);
        provider.answerChecks(new RemoteStatus.Failed("E1", "too dark", false));

        send("direct:in", picture("dark.png", 4), Map.of("order", 7));
        failed.assertIsSatisfied();
        mock("result").assertIsSatisfied();

        Exchange exchange = failed.getExchanges().get(0);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("order", 7)
                .containsEntry("CamelFileName", "dark.png")
                .containsEntry("CamelUpscaleRemoteId", "r1")
                .containsEntry("CamelUpscaleStatus", "failed")
                .containsEntry("CamelUpscaleFailureText", "too dark")
                .containsKey("CamelUpscaleJobKey");
        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))
                .isInstanceOfSatisfying(UpscaleException.class, failure -> {
                    assertThat(failure).hasMessage("dark.png: too dark");
                    assertThat(failure.getReason()).isEqualTo(FailureReason.FAILED);
                });
    }

    @Test
    void aJobThatFailedIsToldToTheExceptionHandlerOnce() throws Exception {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("handler", new LoggingExceptionHandler(context, ConsumerTest.class) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                told.add(exception);
                throw new IllegalStateException("a handler may fail");
            }
        });
        routes(
                "upscale:scripted?operation=submit&scale=2",
                "upscale:scripted?exceptionHandler=#handler&" + AT_ONCE,
                e -> {});
        provider.answerChecks(new RemoteStatus.Failed("E1", "too dark", false));

        Object dark = submit("dark.png", 4);
        Object bright = submit("bright.png", 5);

        await().until(() -> "delivered".equals(statusOf(bright)));
        await().until(() -> statusOf(dark) == null);
        assertThat(told).singleElement().satisfies(failure -> assertThat(failure)
                .hasMessage("dark.png: too dark"));
    }

    @Test
    void thoseThatHaveFinishedAreOneBatch() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2");
                from("direct:status").to("upscale:scripted?operation=status");
                from("upscale:scripted?maxMessagesPerPoll=3&" + AT_ONCE)
                        .routeId("consumer")
                        .autoStartup(false)
                        .to("mock:result");
            }
        });
        MockEndpoint result = mock("result");
        result.expectedMessageCount(5);
        for (int width = 4; width < 9; width++) {
            Object key = submit(width + ".png", width);
            await().until(() -> "downloaded".equals(statusOf(key)));
        }

        context.getRouteController().startRoute("consumer");
        result.assertIsSatisfied();

        List<Exchange> batches = result.getExchanges();
        assertThat(batches)
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_SIZE))
                .containsExactly(3, 3, 3, 2, 2);
        assertThat(batches)
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_INDEX))
                .containsExactly(0, 1, 2, 0, 1);
        assertThat(batches)
                .extracting(exchange -> exchange.getProperty(Exchange.BATCH_COMPLETE))
                .containsExactly(false, false, true, false, true);
        assertThat(batches)
                .extracting(exchange -> exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class))
                .isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Test
    void noMoreAreTakenThanMayBeUnderWay() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2");
                from("direct:status").to("upscale:scripted?operation=status");
                from("upscale:scripted?maxMessagesPerPoll=2&" + AT_ONCE)
                        .to("mock:taken")
                        .threads(4)
                        .process(e -> assertThat(go.await(20, TimeUnit.SECONDS)).isTrue())
                        .to("mock:result");
            }
        });
        mock("taken").expectedMessageCount(2);
        mock("taken").setAssertPeriod(300);
        mock("result").expectedMessageCount(5);
        for (int width = 4; width < 9; width++) {
            submit(width + ".png", width);
        }

        mock("taken").assertIsSatisfied();
        go.countDown();

        mock("result").assertIsSatisfied();
    }

    @Test
    void aStopWaitsForTheExchangeUnderWayAndPutsTheOthersBack() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("upscale:scripted?operation=submit&scale=2");
                from("direct:status").to("upscale:scripted?operation=status");
                from("upscale:scripted?" + AT_ONCE)
                        .routeId("consumer")
                        .autoStartup(false)
                        .process(e -> {
                            arrived.countDown();
                            assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
                        })
                        .to("mock:result");
            }
        });
        List<Object> keys = List.of(submit("a.png", 4), submit("b.png", 5), submit("c.png", 6));
        keys.forEach(key -> await().until(() -> "downloaded".equals(statusOf(key))));
        context.getRouteController().startRoute("consumer");
        assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

        Thread stopper = new Thread(() -> {
            try {
                context.getRouteController().stopRoute("consumer");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stopper.start();
        await().until(() -> !consumer().isBatchAllowed());
        go.countDown();
        stopper.join(20_000);

        assertThat(stopper.isAlive()).isFalse();
        assertThat(mock("result").getExchanges()).hasSize(1);
        assertThat(keys.stream().map(this::statusOf))
                .containsExactlyInAnyOrder("delivered", "downloaded", "downloaded");
        context.getRouteController().startRoute("consumer");
        await().untilAsserted(
                        () -> assertThat(keys.stream().map(this::statusOf)).containsOnly("delivered"));
    }

    @Test
    void schedulerOptionsReachTheConsumerThroughBothSchemes() throws Exception {
        String options = "?delay=5000&initialDelay=3&greedy=true&backoffMultiplier=4&backoffIdleThreshold=2"
                + "&startScheduler=false&maxMessagesPerPoll=7";
        context.start();

        for (String uri : List.of("scripted:image", "upscale:scripted")) {
            Consumer consumer = context.getEndpoint(uri + options).createConsumer(exchange -> {});
            assertThat(consumer).isInstanceOfSatisfying(ScheduledBatchPollingConsumer.class, scheduled -> {
                assertThat(scheduled.getDelay()).isEqualTo(5000);
                assertThat(scheduled.getInitialDelay()).isEqualTo(3);
                assertThat(scheduled.isGreedy()).isTrue();
                assertThat(scheduled.getBackoffMultiplier()).isEqualTo(4);
                assertThat(scheduled.getBackoffIdleThreshold()).isEqualTo(2);
                assertThat(scheduled.isStartScheduler()).isFalse();
                assertThat(scheduled.getMaxMessagesPerPoll()).isEqualTo(7);
            });
        }
    }

    @Test
    void theConsumerHasAHealthCheck() throws Exception {
        HealthCheckRepository consumers =
                HealthCheckHelper.getHealthCheckRepository(context, "consumers", HealthCheckRepository.class);
        consumers.setEnabled(true);
        routes("upscale:scripted?operation=submit", "upscale:scripted?" + AT_ONCE, e -> {});

        await().untilAsserted(() -> assertThat(consumers.stream()
                        .filter(check -> check.getId().equals("consumer:consumer"))
                        .map(HealthCheck::call))
                .singleElement()
                .satisfies(result -> assertThat(result.getState()).isEqualTo(HealthCheck.State.UP)));
    }

    @Test
    void aBatchOfNoneIsRefusedAtTheStart() {
        assertThatThrownBy(() ->
                        routes("upscale:scripted?operation=submit", "upscale:scripted?maxMessagesPerPoll=0", e -> {}))
                .hasMessageContaining("maxMessagesPerPoll=0");
    }

    @Test
    void theJobsOfUpscaleAreNotConsumed() throws Exception {
        routes("upscale:scripted?scale=2", "upscale:scripted?" + AT_ONCE, e -> {});
        mock("result").expectedMessageCount(0);
        mock("result").setAssertPeriod(200);

        assertThat(send("direct:in", picture()).getException()).isNull();

        mock("result").assertIsSatisfied();
    }

    @Test
    void aContextWithAConsumerStopsAtOnce() throws Exception {
        provider.otherwise(new RemoteStatus.Running(0.5));
        routes("upscale:scripted?operation=submit&scale=2", "upscale:scripted?" + AT_ONCE, e -> {});
        submit("a.png", 4);

        long begin = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(Files.exists(folder.resolve("a.png"))).isTrue();
    }

    private void routes(String producer, String consumer, Processor processor) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(producer);
                from("direct:status").to("upscale:scripted?operation=status");
                from(consumer).routeId("consumer").process(processor).to("mock:result");
            }
        });
    }

    private Object submit(String name, int width) {
        Exchange answer = send("direct:in", picture(name, width));
        assertThat(answer.getException()).isNull();
        return answer.getMessage().getHeader(UpscaleConstants.JOB_KEY);
    }

    private Object statusOf(Object key) {
        return send("direct:status", null, Map.of(UpscaleConstants.JOB_KEY, key))
                .getMessage()
                .getHeader(UpscaleConstants.STATUS);
    }

    private ScheduledBatchPollingConsumer consumer() {
        return (ScheduledBatchPollingConsumer) context.getRoute("consumer").getConsumer();
    }
}
