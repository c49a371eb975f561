package io.camelupscale.topaz.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.job.CreditBudget;
import io.camelupscale.job.FailureReason;
import io.camelupscale.job.JobFailure;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobResult;
import io.camelupscale.job.JobState;
import io.camelupscale.media.VideoFormat;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.AwaitedJob;
import io.camelupscale.test.fault.Fault;
import io.camelupscale.test.fault.Hold;
import io.camelupscale.test.fault.JobFault;
import io.camelupscale.test.meter.Operation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EngineAgainstTopazVideoTest extends VideoTest {

    @Test
    void aVideoIsQuotedAcceptedPutInPartsAndPaidOnce() throws Exception {
        JobResult result = run(Map.of()).result();

        assertThat(result.info().format()).isEqualTo(VideoFormat.MP4);
        assertThat(result.info().displayWidth()).isEqualTo(640);
        assertThat(result.info().displayHeight()).isEqualTo(360);
        assertThat(result.job().credits()).as("the lower bound").isEqualTo(10);
        assertThat(counters.submits()).isOne();
        assertThat(counters.requests(Operation.ACCEPT)).isOne();
        assertThat(counters.requests(Operation.UPLOAD)).isEqualTo(PARTS);
        assertThat(counters.requests(Operation.START)).isOne();
        assertThat(counters.charges()).isOne();
        assertThat(counters.checksums()).containsExactly(md5());
        assertThat(simulator.ledger().balance()).isEqualTo(90);
        assertThat(counters.requests(Operation.FORGET)).isZero();
        assertThat(simulator.exchanges())
                .extracting(exchange -> new String(exchange.body(), StandardCharsets.UTF_8))
                .anyMatch(body -> body.contains("/told?jobKey=" + result.job().key()));
        result.release(true);
    }

    @ParameterizedTest
    @CsvSource({
        "SUBMIT, 2, 1, 3",
        "ACCEPT, 1, 1, 3",
        "UPLOAD, 1, 1, 4",
        "START, 1, 1, 3",
        "CHECK, 1, 1, 3",
        "DOWNLOAD, 1, 1, 3"
    })
    void whateverAnswerIsLostItIsAcceptedAndCompletedOnce(Operation operation, int submits, int accepts, int uploads) {
        simulator.faults().on(operation).nth(1).inject(Fault.resetAfter());

        run(Map.of()).result().release(true);

        assertThat(counters.submits()).isEqualTo(submits);
        assertThat(counters.requests(Operation.ACCEPT)).isEqualTo(accepts);
        assertThat(counters.requests(Operation.UPLOAD)).isEqualTo(uploads);
        assertThat(counters.requests(Operation.START)).isOne();
        assertThat(counters.accepted()).isOne();
        assertThat(counters.charges()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"SUBMIT", "ACCEPT", "UPLOAD", "START", "CHECK", "DOWNLOAD"})
    void whateverNeverArrivesIsSentAgain(Operation operation) {
        simulator.faults().on(operation).nth(1).inject(Fault.resetBefore());

        run(Map.of()).result().release(true);

        assertThat(counters.accepted()).isOne();
        assertThat(counters.charges()).isOne();
    }

    @ParameterizedTest
    @EnumSource(
            value = Operation.class,
            names = {"SUBMIT", "ACCEPT", "UPLOAD", "START", "CHECK"})
    void aServiceThatIsOutOfOrderForAWhileIsWaitedFor(Operation operation) {
        simulator.faults().on(operation).times(6).inject(Fault.status(503));

        run(Map.of()).result().release(true);

        assertThat(counters.accepted()).isOne();
        assertThat(counters.charges()).isOne();
    }

    @Test
    void aPartThatFailsIsPutAgainOnTheSameUrlAndTheOthersAreNot() {
        simulator.faults().on(Operation.UPLOAD).nth(2).inject(Fault.status(500));

        run(Map.of()).result().release(true);

        assertThat(counters.requests(Operation.UPLOAD)).isEqualTo(PARTS + 1);
        assertThat(counters.requests(Operation.ACCEPT)).isOne();
        assertThat(counters.submits()).isOne();
    }

    @Test
    void partsThatCameThroughAreNotPutAgainWhenTheSubmitGoesOnLater() {
        simulator.faults().on(Operation.UPLOAD).times(4 + 4 + 3).inject(Fault.status(503));

        run(Map.of()).result().release(true);

        assertThat(counters.requests(Operation.ACCEPT)).isOne();
        assertThat(counters.requests(Operation.START)).isOne();
        assertThat(counters.charges()).isOne();
    }

    @Test
    void aQuoteWhoseUpperBoundIsAboveTheLimitIsNeverAccepted() {
        JobFailure failure = run(request(Map.of()), limited(11.0, null)).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.OVER_BUDGET);
        assertThat(failure.message()).contains("12.0", "maxCredits=11.0");
        assertThat(counters.requests(Operation.ACCEPT)).isZero();
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @Test
    void aQuoteWithinTheLimitIsAcceptedAndTheBudgetPaysWhatItCost() {
        CreditBudget budget = new CreditBudget(22, Duration.ofDays(1));

        run(request(Map.of()), limited(12.0, budget)).result().release(true);

        assertThat(simulator.ledger().balance()).isEqualTo(90);
        assertThat(counters.requests(Operation.ESTIMATE)).isZero();
    }

    @Test
    void anAccountWithoutCreditsIsToldSo() {
        simulator.faults().on(Operation.ACCEPT).inject(Fault.status(402));

        JobFailure failure = run(Map.of()).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.OUT_OF_CREDITS);
        assertThat(counters.cancels()).isOne();
    }

    @Test
    void whatFailsForGoodBehindTheAcceptGivesTheCreditsBack() {
        simulator.faults().on(Operation.START).inject(Fault.status(400));

        JobFailure failure = run(Map.of()).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.REJECTED);
        assertThat(counters.cancels()).isOne();
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @Test
    void anUploadThatTakesTooLongGivesTheCreditsBack() {
        simulator.faults().on(Operation.UPLOAD).inject(Fault.status(503));

        JobFailure failure = run(Map.of()).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.UNAVAILABLE);
        assertThat(counters.cancels()).isOne();
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "INSUFFICIENT_CREDITS, OUT_OF_CREDITS",
        "CREDIT_DIFFERENCE, REJECTED",
        "INVALID_INPUT, REJECTED",
        "FORBIDDEN, FAILED",
        "UNAUTHORIZED, FAILED",
        "TIMEOUT_UPLOAD_SOURCE, FAILED",
        "TIMEOUT_QUEUE, FAILED",
        "TIMEOUT_PROCESSING, FAILED",
        "PROCESSING_FAILURE, FAILED",
        "SERVER_MAINTENANCE, FAILED",
        "SERVER_ERROR, FAILED",
        "HARDWARE_FAILURE, FAILED",
        "UNKNOWN, FAILED",
        "SOMETHING_NEW, FAILED"
    })
    void aVideoThatFailsSaysWhyAndCostsNothing(String code, FailureReason reason) {
        simulator.faults().onJobs().inject(JobFault.fails(code, "the reason"));

        JobFailure failure = run(Map.of()).failure();

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.message()).contains(code, "the reason");
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @Test
    void aLinkThatExpiredIsAskedForAgainOnce() {
        simulator.faults().on(Operation.DOWNLOAD).nth(1).inject(Fault.expiredLink());

        run(Map.of()).result().release(true);

        assertThat(counters.requests(Operation.DOWNLOAD)).isEqualTo(2);
        assertThat(counters.charges()).isOne();
    }

    @Test
    void anUnknownWordIsWorkInProgressUntilTheTimeIsUp() {
        simulator.faults().onJobs().nth(1).inject(JobFault.unknownWord("polishing"));
        run(Map.of()).result().release(true);

        simulator.faults().onJobs().inject(JobFault.stuckAt(0.5));
        AwaitedJob stuck = start("another", request(Map.of()), policy());
        workers.turnUntil(stuck::isDone);

        assertThat(stuck.failure().reason()).isEqualTo(FailureReason.TIMED_OUT);
        assertThat(counters.cancels()).isOne();
    }

    @Test
    void aResultOfAnotherSizeIsKeptAndRefused() {
        simulator.faults().onJobs().inject(JobFault.wrongSize());

        JobFailure failure = run(Map.of()).failure();

        assertThat(failure.reason()).isEqualTo(FailureReason.INVALID_RESULT);
        assertThat(failure.message()).contains("641 x 361");
    }

    @ParameterizedTest
    @CsvSource({"outputFormat, mkv, MKV", "videoEncoder, PRORES, MOV", "videoEncoder, AV1, MP4"})
    void theResultIsInTheContainerThatTheEncoderMakes(String option, String value, VideoFormat format) {
        boolean container = option.equals("outputFormat");
        UpscaleSpec spec = new UpscaleSpec(
                "video", 2, null, container ? value : null, container ? Map.of() : Map.of(option, value));

        JobResult result =
                run(new UpscaleRequest(source, "a.mp4", spec), policy()).result();

        assertThat(result.info().format()).isEqualTo(format);
        result.release(true);
    }

    @Test
    void interpolationAloneKeepsTheSize() {
        JobResult result =
                run(Map.of("filter.1.model", "apo-8", "filter.1.fps", "60")).result();

        assertThat(result.info().displayWidth()).isEqualTo(320);
        result.release(true);
    }

    @Test
    void anExpressVideoIsPutInOnePieceAndNeverAccepted() throws Exception {
        JobResult result = run(Map.of("express", "true")).result();

        assertThat(counters.requests(Operation.ACCEPT)).isZero();
        assertThat(counters.requests(Operation.START)).isZero();
        assertThat(counters.requests(Operation.UPLOAD)).isOne();
        assertThat(counters.checksums()).containsExactly(md5());
        assertThat(counters.charges()).isOne();
        result.release(true);
    }

    @Test
    void anExpressVideoWhoseUploadIsNotAnsweredIsPaidOnce() {
        simulator.faults().on(Operation.UPLOAD).times(4).inject(Fault.resetAfter());

        run(Map.of("express", "true")).result().release(true);

        assertThat(counters.submits()).isOne();
        assertThat(counters.charges()).isOne();
    }

    @Test
    void aVideoIsCancelledWhileItIsUploadedAndCostsNothing() throws Exception {
        Hold hold = new Hold(Duration.ofSeconds(30));
        simulator.faults().on(Operation.UPLOAD).nth(3).inject(Fault.heldBy(hold));
        AwaitedJob outcome = start(request(Map.of()), policy());
        assertThat(hold.awaitArrival(Duration.ofSeconds(30))).isTrue();

        engine.cancel("key").toCompletableFuture().join();
        hold.release();
        workers.turnUntil(outcome::isDone);

        assertThat(outcome.failure().reason()).isEqualTo(FailureReason.CANCELLED);
        assertThat(simulator.ledger().balance()).isEqualTo(100);
    }

    @Test
    void aVideoIsCancelledWhileItIsMadeAndPartOfItIsPaid() {
        AwaitedJob outcome = start(request(Map.of()), policy());
        workers.turnUntil(() ->
                engine.status("key").filter(status -> status.progress() > 0.3).isPresent());

        engine.cancel("key").toCompletableFuture().join();
        workers.turnUntil(outcome::isDone);

        assertThat(outcome.failure().reason()).isEqualTo(FailureReason.CANCELLED);
        assertThat(counters.requests(Operation.ESTIMATE)).isOne();
        assertThat(simulator.ledger().balance()).isBetween(91.0, 97.0);
    }

    @Test
    void anUploadThatWasGivenUpIsNeitherGoneOnWithNorCompletedTwice() throws Exception {
        Hold hold = new Hold(Duration.ofSeconds(30));
        simulator.faults().on(Operation.UPLOAD).nth(1).inject(Fault.heldBy(hold));
        JobPolicy impatient = new JobPolicy(
                Duration.ofHours(1), Duration.ofMinutes(15), null, Duration.ofMinutes(1), true, false, null, null);
        AwaitedJob outcome = start(request(Map.of()), impatient);
        assertThat(hold.awaitArrival(Duration.ofSeconds(30))).isTrue();
        time.advance(Duration.ofMinutes(2));
        await().until(() -> engine.status("key")
                .filter(status -> status.job().state() == JobState.SUBMITTING)
                .isPresent());
        hold.release();
        workers.turnUntil(outcome::isDone);

        outcome.result().release(true);
        assertThat(counters.requests(Operation.START)).isOne();
        assertThat(counters.requests(Operation.ACCEPT)).isOne();
        assertThat(counters.charges()).isOne();
    }

    @Test
    void filesAreDeletedAtTheServiceWhenTheResultIsHereIfThatIsWanted() {
        run(Map.of("deleteRemote", "true")).result().release(true);

        await().untilAsserted(
                        () -> assertThat(counters.requests(Operation.FORGET)).isOne());
    }

    private String md5() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(source)));
    }
}
