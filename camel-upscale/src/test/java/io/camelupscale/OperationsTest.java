package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobStatus;
import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.RemoteStatus;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest extends ScriptedRoutes {

    private static final RemoteStatus RUNNING = new RemoteStatus.Running(0.25);

    @ParameterizedTest
    @ValueSource(strings = {"scripted:image", "upscale:scripted"})
    void aSubmittedJobIsFollowedByItsKeyUntilItsResultIsThere(String uri) throws Exception {
        provider.otherwise(RUNNING);
        operations(uri);
        Path source = picture();

        Exchange submitted = send("direct:submit", source);

        assertThat(submitted.getException()).isNull();
        assertThat(submitted.getMessage().getBody()).isEqualTo(source);
        assertThat(submitted.getMessage().getHeaders())
                .containsEntry("CamelUpscaleStatus", "running")
                .containsEntry("CamelUpscaleRemoteId", "r1")
                .containsEntry("CamelUpscaleProvider", "scripted");
        Map<String, Object> key = keyOf(submitted);

        await().until(() -> !provider.checks.isEmpty());
        Message status = send("direct:status", null, key).getMessage();
        assertThat(status.getBody()).isInstanceOf(JobStatus.class);
        assertThat(status.getHeaders())
                .containsEntry("CamelUpscaleStatus", "running")
                .containsEntry("CamelUpscaleProgress", 0.25)
                .containsEntry("CamelUpscaleRemoteId", "r1")
                .doesNotContainKeys("CamelUpscaleFailureReason", "CamelUpscaleFailureText");

        provider.otherwise(null);
        provider.contexts.get(0).changed();
        Exchange downloaded = send("direct:download", null, key);

        assertThat(downloaded.getException()).isNull();
        assertThat(downloaded.getMessage().getBody()).isInstanceOf(File.class);
        assertThat(downloaded.getMessage().getHeaders())
                .containsEntry("CamelFileName", "a.png")
                .containsEntry("CamelUpscaleResultWidth", 8)
                .containsEntry("CamelUpscaleResultScale", 2)
                .containsAllEntriesOf(key);
        assertThat(statusOf(key)).isEqualTo("delivered");
    }

    @Test
    void aStatusConvertsToAMapAndToJson() throws Exception {
        provider.otherwise(RUNNING);
        operations("upscale:scripted");

        Exchange submitted = send("direct:submit", picture());
        Message status = send("direct:status", null, keyOf(submitted)).getMessage();

        assertThatObject(status.getBody(Map.class))
                .asInstanceOf(MAP)
                .containsEntry("status", "running")
                .containsEntry("remoteId", "r1")
                .containsEntry("sourceName", "a.png")
                .doesNotContainKeys("reason", "credits");
        assertThat(status.getBody(String.class)).startsWith("{\"jobKey\":\"").contains("\"remoteId\":\"r1\"");
    }

    @Test
    void theStatusOfAJobThatFailedSaysWhy() throws Exception {
        operations("upscale:scripted");
        provider.answerChecks(new RemoteStatus.Failed("E1", "too dark", false));

        Map<String, Object> key = keyOf(send("direct:submit", picture()));

        await().until(() -> "failed".equals(statusOf(key)));
        Message status = send("direct:status", null, key).getMessage();
        assertThat(status.getHeaders())
                .containsEntry("CamelUpscaleFailureReason", "failed")
                .containsEntry("CamelUpscaleFailureText", "too dark");
        assertThatObject(status.getBody(Map.class)).asInstanceOf(MAP).containsEntry("error", "too dark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobKey", "CamelUpscaleJobKey"})
    void aHintHasAJobCheckedAtOnceAndAnswersNothing(String header) throws Exception {
        provider.otherwise(RUNNING);
        operations("upscale:scripted");
        String key = (String)
                keyOf(send("direct:submit", picture())).values().iterator().next();
        await().until(() -> !provider.checks.isEmpty());
        provider.otherwise(null);

        Exchange hinted = send(
                "upscale:scripted", "{\"status\":\"Failed\"}", Map.of(UpscaleConstants.OPERATION, "HINT", header, key));

        assertThat(hinted.getException()).isNull();
        assertThat(hinted.getMessage().getBody()).isNull();
        assertThat(send("direct:download", null, Map.of(UpscaleConstants.JOB_KEY, key))
                        .getException())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:status", "direct:download", "direct:cancel"})
    void aKeyThatNobodyKnowsIsNamed(String operation) throws Exception {
        operations("upscale:scripted");

        Exchange answer = send(operation, null, Map.of(UpscaleConstants.JOB_KEY, "order 7"));

        assertThat(answer.getException()).isInstanceOfSatisfying(UpscaleNoSuchJobException.class, failure -> {
            assertThat(failure).hasMessage("There is no job with the key order 7");
            assertThat(failure.getJobKey()).isEqualTo("order 7");
            assertThat(failure.getReason()).isEqualTo(FailureReason.LOST);
        });
    }

    @Test
    void withoutAKeyThereIsNoStatus() throws Exception {
        operations("upscale:scripted");

        assertThat(send("direct:status", null).getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessage("Header CamelUpscaleJobKey gives no job key");
    }

    @Test
    void theSameIsSubmittedOnceHoweverOftenItIsAskedFor() throws Exception {
        provider.otherwise(RUNNING);
        operations("upscale:scripted");

        Map<String, Object> first = keyOf(send("direct:submit", picture("a.png", 4)));
        Map<String, Object> second = keyOf(send("direct:submit", picture("b.png", 4)));

        assertThat(second).isEqualTo(first);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void submittingAgainWhatIsFinishedSaysSoAndSendsNothing() throws Exception {
        operations("upscale:scripted");
        Map<String, Object> key = keyOf(send("direct:submit", picture()));
        await().until(() -> "downloaded".equals(statusOf(key)));

        Exchange again = send("direct:submit", picture());

        assertThat(again.getMessage().getHeaders())
                .containsEntry("CamelUpscaleStatus", "downloaded")
                .containsAllEntriesOf(key);
        assertThat(provider.submits).hasSize(1);
        assertThat(send("direct:download", null, key).getException()).isNull();
    }

    @Test
    void aSubmitThatIsRefusedFailsTheExchange() throws Exception {
        provider.refuseSubmits(new ProviderException(ProviderException.Kind.OUT_OF_CREDITS, "no credits left"));
        operations("upscale:scripted");

        Exchange answer = send("direct:submit", picture());

        assertThat(answer.getException()).isInstanceOf(UpscaleException.class).hasMessage("a.png: no credits left");
    }

    @Test
    void theSourceMayGoOnceTheJobIsSubmitted() throws Exception {
        provider.otherwise(RUNNING);
        operations("upscale:scripted");
        Path source = picture();

        Map<String, Object> key = keyOf(send("direct:submit", source));
        assertThat(source.toFile().delete()).isTrue();
        provider.otherwise(null);
        provider.contexts.get(0).changed();

        assertThat(send("direct:download", null, key).getMessage().getHeader("CamelUpscaleResultWidth"))
                .isEqualTo(8);
    }

    @Test
    void aJobIsCancelledByItsKey() throws Exception {
        provider.answerChecks(RUNNING).otherwise(new RemoteStatus.Cancelled()); // it runs until it is cancelled
        operations("upscale:scripted");
        Map<String, Object> key = keyOf(send("direct:submit", picture()));

        Exchange cancelled = send("direct:cancel", "body", key);

        assertThat(cancelled.getException()).isNull();
        assertThat(cancelled.getMessage().getBody()).isEqualTo("body");
        assertThat(cancelled.getMessage().getHeader(UpscaleConstants.STATUS)).isIn("running", "cancelled");
        assertThat(provider.cancels).containsExactly("r1");
        await().until(() -> "cancelled".equals(statusOf(key)));
    }

    @Test
    void whatHasEndedCannotBeCancelled() throws Exception {
        operations("upscale:scripted");
        Map<String, Object> key = keyOf(send("direct:submit", picture()));
        await().until(() -> "downloaded".equals(statusOf(key)));

        assertThat(send("direct:cancel", null, key).getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("DOWNLOADED cannot be cancelled");
    }

    @Test
    void anEstimateSendsNothing() throws Exception {
        provider.estimates(2.5, Duration.ofSeconds(90));
        route("upscale:scripted?operation=estimate&scale=2");

        Message answer = send("direct:in", picture()).getMessage();

        assertThat(answer.getBody()).isEqualTo(new Estimate(2.5, Duration.ofSeconds(90)));
        assertThat(answer.getHeaders())
                .containsEntry("CamelUpscaleCredits", 2.5)
                .containsEntry("CamelUpscaleEstimatedDuration", 90_000L);
        assertThat(answer.getBody(String.class)).isEqualTo("{\"credits\":2.5,\"durationMillis\":90000}");
        assertThatObject(answer.getBody(Map.class)).asInstanceOf(MAP).containsEntry("credits", 2.5);
        assertThat(provider.submits).isEmpty();
    }

    @Test
    void theBalanceNeedsNoBody() throws Exception {
        provider.estimates(1, Duration.ZERO).hasLeft(12.25);
        route("scripted:image?operation=balance");

        Message answer = send("direct:in", null).getMessage();

        assertThat(answer.getBody()).isEqualTo(new Balance(12.25));
        assertThat(answer.getHeader(UpscaleConstants.BALANCE)).isEqualTo(12.25);
        assertThat(answer.getBody(String.class)).isEqualTo("{\"credits\":12.25}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"operation=estimate", "operation=balance", "maxCredits=5", "creditBudget=5/1h"})
    void whatTheProviderCannotDoIsSaidAtTheStart(String option) {
        assertThatThrownBy(() -> route("upscale:scripted?" + option))
                .rootCause()
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("scripted does not tell what");
    }

    @Test
    void whatTheProviderCannotDoIsSaidPerMessageWhereAHeaderAsksForIt() throws Exception {
        route("upscale:scripted");

        assertThat(send("direct:in", null, Map.of("CamelUpscaleOperation", "balance"))
                        .getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("scripted does not tell what an account has left");
    }

    @Test
    void aHeaderOverridesTheOperation() throws Exception {
        provider.otherwise(RUNNING);
        route("upscale:scripted?operation=status");

        Exchange submitted = send("direct:in", picture(), Map.of("CamelUpscaleOperation", "submit"));

        assertThat(submitted.getException()).isNull();
        assertThat(send("direct:in", null, keyOf(submitted)).getMessage().getHeader(UpscaleConstants.STATUS))
                .isEqualTo("running");
    }

    @Test
    void anOperationThatDoesNotExistIsNamed() throws Exception {
        route("upscale:scripted");

        assertThat(send("direct:in", picture(), Map.of("CamelUpscaleOperation", "enlarge"))
                        .getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("enlarge")
                .hasMessageContaining("UPSCALE, SUBMIT, STATUS, DOWNLOAD, CANCEL, ESTIMATE, BALANCE");
    }

    @Test
    void aRouteGoesOnNeitherOnTheTimerNorOnAWorker() throws Exception {
        provider.estimates(1, Duration.ZERO).hasLeft(1);
        List<String> threads = new CopyOnWriteArrayList<>();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("upscale:scripted?scale=2")
                        .process(e -> threads.add(Thread.currentThread().getName()));
            }
        });

        for (String operation : List.of("submit", "estimate", "balance", "upscale")) {
            template.asyncSend("direct:in", exchange -> {
                        exchange.getMessage().setBody(picture());
                        exchange.getMessage().setHeader(UpscaleConstants.OPERATION, operation);
                    })
                    .get();
        }

        assertThat(threads).hasSize(4).allMatch(name -> name.contains("UpscaleCompletion"));
    }

    @Test
    void aJobKeyMakesOneJobOfTwoSources() throws Exception {
        provider.otherwise(RUNNING);
        route("upscale:scripted?operation=submit&jobKey=order-${header.order}");

        Exchange first = send("direct:in", picture("a.png", 4), Map.of("order", 7));
        Exchange second = send("direct:in", picture("b.png", 9), Map.of("order", 7));
        Exchange other = send("direct:in", picture("c.png", 9), Map.of("order", 8));

        assertThat(first.getMessage().getHeader(UpscaleConstants.JOB_KEY)).isEqualTo("order-7");
        assertThat(second.getMessage().getHeader(UpscaleConstants.JOB_KEY)).isEqualTo("order-7");
        assertThat(other.getMessage().getHeader(UpscaleConstants.JOB_KEY)).isEqualTo("order-8");
        assertThat(provider.submits).containsExactly("a.png", "c.png");
    }

    @Test
    void aKeyThatAnEarlierStepLeftInTheHeaderIsNotTheNextJobs() throws Exception {
        route("upscale:scripted?scale=2");

        Exchange answer = send("direct:in", picture(), Map.of(UpscaleConstants.JOB_KEY, "left over"));

        assertThat(answer.getMessage().getHeader(UpscaleConstants.JOB_KEY, String.class))
                .matches("[\\w-]{32}"); // 192 bits in base64url
    }

    @Test
    void aJobKeyThatIsEmptyOrTooLongIsRefused() throws Exception {
        route("upscale:scripted?jobKey=${header.order}");

        assertThat(send("direct:in", picture()).getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessage("jobKey=${header.order} gives no job key");
        assertThat(send("direct:in", picture(), Map.of("order", "x".repeat(256)))
                        .getException())
                .isInstanceOf(UpscaleRejectedException.class)
                .hasMessageContaining("a job key of 256 characters");
        assertThat(send("direct:in", picture(), Map.of("order", "x".repeat(255)))
                        .getException())
                .isNull();
    }

    @Test
    void aJobThatCostsTooMuchIsNotSent() throws Exception {
        provider.estimates(5.5, null);
        route("upscale:scripted?scale=2&maxCredits=5");

        Exchange answer = send("direct:in", picture());

        assertThat(answer.getException()).isInstanceOfSatisfying(UpscaleBudgetException.class, failure -> {
            assertThat(failure.getReason()).isEqualTo(FailureReason.OVER_BUDGET);
            assertThat(failure).hasMessageContaining("5.5 credits");
        });
        assertThat(provider.submits).isEmpty();
    }

    @Test
    void aBudgetIsSpentJobByJob() throws Exception {
        provider.estimates(2, null);
        route("upscale:scripted?operation=submit&creditBudget=4.5/1h");

        assertThat(send("direct:in", picture("a.png", 4)).getException()).isNull();
        assertThat(send("direct:in", picture("b.png", 5)).getException()).isNull();
        assertThat(send("direct:in", picture("c.png", 6)).getException()).isInstanceOf(UpscaleBudgetException.class);

        assertThat(provider.submits).hasSize(2);
    }

    @Test
    void aWrongBudgetIsNamedAtTheStart() {
        assertThatThrownBy(() -> route("upscale:scripted?creditBudget=much"))
                .rootCause()
                .hasMessageContaining("creditBudget=much is no budget");
    }

    @Test
    void aCheckThatIsNotAnsweredIsMadeAgain() throws Exception {
        provider.answerChecks(new CompletableFuture<RemoteStatus>());
        route("upscale:scripted?scale=2&requestTimeout=100");

        assertThat(send("direct:in", picture()).getException()).isNull();

        assertThat(provider.checks).hasSizeGreaterThan(1);
        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aSubmitThatIsNotAnsweredIsInDoubt() throws Exception {
        provider.holdSubmits();
        route("upscale:scripted?scale=2&transferTimeout=100");

        assertThat(send("direct:in", picture()).getException()).isInstanceOf(UpscaleInDoubtException.class);

        assertThat(provider.submits).hasSize(1);
    }

    @Test
    void aProviderIsToldHowLongItsCallsMayTake() throws Exception {
        route("upscale:scripted?scale=2&requestTimeout=7000&transferTimeout=90000");

        assertThat(send("direct:in", picture()).getException()).isNull();

        assertThat(provider.limits)
                .extracting(limit -> limit.toMillis() / 10_000)
                .containsExactly(8L, 0L, 8L);
    }

    @Test
    void withoutALimitThereIsNone() throws Exception {
        route("upscale:scripted?scale=2&requestTimeout=0&transferTimeout=0");

        assertThat(send("direct:in", picture()).getException()).isNull();

        assertThat(provider.limits).containsExactly(null, null, null);
    }

    private void operations(String uri) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String operation : List.of("submit", "status", "download", "cancel")) {
                    from("direct:" + operation).to(uri + "?scale=2&operation=" + operation);
                }
            }
        });
    }

    private void route(String uri) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        });
    }

    private Object statusOf(Map<String, Object> key) {
        return send("direct:status", null, key).getMessage().getHeader(UpscaleConstants.STATUS);
    }

    private static Map<String, Object> keyOf(Exchange submitted) {
        assertThat(submitted.getException()).isNull();
        return Map.of(
                UpscaleConstants.JOB_KEY, submitted.getMessage().getHeader(UpscaleConstants.JOB_KEY, String.class));
    }
}
