package io.camelupscale.job;

import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job on its way. Its steps (submit, check, download) follow one another, each on a worker thread and each beginning
 * only when the one before has ended, so that what they share needs no lock.
 */
final class JobRun implements SubmitContext {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final double UNKNOWN = -1;
    private static final int MAX_RESUBMITS = 3;
    private static final int MAX_DOWNLOADS = 3;

    private final JobEngine engine;
    private final JobServices services;
    private final JobPolicy policy;
    private final Audience audience;
    private final Steps steps;
    private final JobTimes times;
    private final Wait wait;
    private final AtomicBoolean begun = new AtomicBoolean();

    // written by one step after the other
    private volatile Job job;
    private volatile int refusals;
    private volatile int resubmits;
    private volatile int downloads;
    private volatile int polls;
    private volatile boolean undelivered;
    private volatile @Nullable ExpectedResult expected;

    JobRun(JobEngine engine, String key, UpscaleRequest request, JobPolicy policy) {
        this.engine = engine;
        this.services = engine.services();
        this.policy = policy;
        this.audience = new Audience(services.completions());
        this.wait = new Wait(services.timer(), () -> engine.checks().enter(this::check));
        this.steps = new Steps(services.workers(), audience::isOver, this::stumble);
        this.times = new JobTimes(services.timer(), policy);
        this.job = Job.create(key, engine.account(), request, services.node(), times.known());
    }

    String key() {
        return job.key();
    }

    JobState state() {
        return job.state();
    }

    /** Adds an observer, and begins with the first one. False if the job has ended already. */
    boolean join(JobObserver observer) {
        boolean joined = audience.join(observer);
        if (engine.isParked()) {
            park();
        } else if (joined && begun.compareAndSet(false, true)) {
            steps.begin(this::open);
        }
        return joined;
    }

    void park() {
        wait.end();
        audience.park();
    }

    @Override
    public void checkpoint(RemoteJob soFar) {
        write(job.with(soFar));
    }

    @Override
    public void changed() {
        wait.hint();
    }

    private void open() {
        try {
            expected = ExpectedResult.of(job.request());
        } catch (IOException | ArithmeticException e) {
            end(new JobFailure(job, FailureReason.REJECTED, String.valueOf(e.getMessage()), e));
            return;
        }
        Job standing = services.store().add(job);
        if (standing == job) {
            engine.submits().enter(this::submit);
        } else {
            job = standing.with(job.request());
            goOnFrom(standing.state());
        }
    }

    /** Takes up a job that somebody asked for before and that did not come to its end. */
    private void goOnFrom(JobState state) {
        switch (state) {
            case NEW -> engine.submits().enter(this::submit);
            case SUBMITTING, IN_DOUBT -> inDoubt("an earlier submit of the same job was not answered");
            case DOWNLOADED -> {
                if (job.result() != null && Files.exists(job.result())) {
                    downloaded(job.result());
                } else {
                    engine.checks().enter(this::check);
                }
            }
            default -> engine.checks().enter(this::check);
        }
    }

    private CompletionStage<?> submit() {
        if (audience.isOver() || !write(job.to(JobState.SUBMITTING))) {
            return CompletableFuture.completedFuture(null);
        }
        return steps.call(
                () -> engine.provider().submit(job.request(), job.remote(), this), this::accepted, this::notAccepted);
    }

    private void accepted(RemoteJob remote) {
        times.accepted();
        if (write(job.with(remote).to(JobState.RUNNING))) {
            pause(UNKNOWN, null);
        }
    }

    private void notAccepted(ProviderException failure) {
        if (failure.kind() == ProviderException.Kind.OUTCOME_UNKNOWN) {
            inDoubt(String.valueOf(failure.getMessage()));
        } else if (failure.isPassing()) {
            submitAgain(Backoff.after(failure, ++refusals), failure);
        } else {
            fail(failure);
        }
    }

    private void inDoubt(String text) {
        if (!write(job.to(JobState.IN_DOUBT))) {
            return;
        }
        ProviderException lost = new ProviderException(ProviderException.Kind.OUTCOME_UNKNOWN, text);
        if (policy.resendDoubted()) {
            submitAgain(Backoff.after(lost, ++refusals), lost);
        } else {
            giveUp(
                    FailureReason.IN_DOUBT,
                    text + ": the provider may have accepted the job and charged for it, so it is not sent again",
                    lost);
        }
    }

    private void submitAgain(Duration pause, ProviderException reason) {
        if (!times.isOverdue()) {
            engine.submits().pause(pause);
            engine.submits().enter(this::submit);
        } else {
            fail(reason);
        }
    }

    private CompletionStage<?> check() {
        polls++;
        return steps.call(() -> engine.provider().check(job.remote()), this::checked, this::notChecked);
    }

    private void checked(RemoteStatus status) {
        if (status instanceof RemoteStatus.Done done) {
            done(done.result());
        } else if (status instanceof RemoteStatus.Failed failed) {
            fail(failed.inputFault() ? FailureReason.REJECTED : FailureReason.FAILED, failed.text(), null);
        } else if (status instanceof RemoteStatus.Cancelled) {
            fail(FailureReason.CANCELLED, "the job was cancelled", null);
        } else if (status instanceof RemoteStatus.Running running) {
            times.running();
            services.listener().changed(job, running.progress());
            goOn(running.progress(), running.eta());
        } else {
            goOn(UNKNOWN, null);
        }
    }

    private void notChecked(ProviderException failure) {
        boolean lost = failure.kind() == ProviderException.Kind.NOT_FOUND;
        if (lost && !engine.traits().paid() && ++resubmits <= MAX_RESUBMITS) {
            LOG.warn(
                    "{} lost job {} of {}: submitting it again",
                    job.account(),
                    job.remote().id(),
                    name());
            if (write(job.with(RemoteJob.NONE).to(JobState.NEW))) {
                engine.submits().enter(this::submit);
            }
        } else if (failure.isPassing() || failure.kind() == ProviderException.Kind.OUTCOME_UNKNOWN) {
            if (failure.retryAfter() != null) {
                engine.checks().pause(failure.retryAfter());
            }
            goOn(UNKNOWN, null);
        } else if (lost) {
            fail(failure);
        } else {
            giveUp(failure);
        }
    }

    /** Waits for the next check, unless the job's time is up. */
    private void goOn(double progress, @Nullable Duration eta) {
        if (!times.isOverdue()) {
            pause(progress, eta);
        } else if (policy.cancelOverdue()) {
            engine.checks()
                    .enter(() -> steps.call(
                            () -> engine.provider().cancel(job.remote()),
                            cancelled -> lastCheck(),
                            failure -> lastCheck()));
        } else {
            giveUp(FailureReason.TIMED_OUT, times.overdue() + ", and is left to run", null);
        }
    }

    /** The true state after a cancel: the job may have finished in the meantime, and then its result is wanted. */
    private void lastCheck() {
        engine.checks()
                .enter(() -> steps.call(
                        () -> engine.provider().check(job.remote()),
                        status -> {
                            if (status instanceof RemoteStatus.Done done) {
                                done(done.result());
                            } else if (status instanceof RemoteStatus.Queued
                                    || status instanceof RemoteStatus.Running) {
                                giveUp(FailureReason.TIMED_OUT, times.overdue() + ", and goes on nevertheless", null);
                            } else {
                                fail(FailureReason.TIMED_OUT, times.overdue(), null);
                            }
                        },
                        failure -> giveUp(FailureReason.TIMED_OUT, times.overdue(), failure)));
    }

    private void done(RemoteResult result) {
        if (write(job.to(JobState.DONE))) {
            engine.downloads().enter(() -> download(result));
        }
    }

    private CompletionStage<?> download(RemoteResult result) {
        Path file = services.work().newFile(".part");
        return steps.call(
                () -> engine.provider().download(job.remote(), result, file),
                nothing -> downloaded(file),
                failure -> notDownloaded(result, file, failure));
    }

    private void notDownloaded(RemoteResult result, Path file, ProviderException failure) {
        delete(file);
        if (++downloads >= MAX_DOWNLOADS) {
            giveUp(failure);
        } else if (failure.isPassing()) {
            engine.downloads().pause(Backoff.after(failure, downloads));
            engine.downloads().enter(() -> download(result));
        } else if (failure.kind() == ProviderException.Kind.NOT_FOUND) {
            engine.checks().enter(this::check); // a link that has expired: the status has a new one
        } else {
            giveUp(failure);
        }
    }

    private void downloaded(Path file) {
        ImageInfo info;
        try {
            info = expected.check(file);
        } catch (IOException e) {
            fail(
                    FailureReason.INVALID_RESULT,
                    "the result is not what was asked for: " + e.getMessage() + " (kept as " + file + ")",
                    e);
            return;
        }
        if (write(job.downloaded(file))) {
            audience.succeed(
                    new JobResult(job, file, info, times.sinceKnown(), polls, delivered -> release(file, delivered)));
        }
    }

    private void release(Path file, boolean delivered) {
        undelivered |= !delivered;
        if (!audience.release()) {
            return;
        }
        if (undelivered && engine.traits().paid()) {
            engine.forget(this); // the row and the file stay for whoever asks for the same again
        } else if (write(job.to(JobState.DELIVERED))) {
            services.store().remove(job);
            engine.forget(this);
            delete(file);
        }
    }

    private void fail(ProviderException failure) {
        fail(FailureReason.of(failure.kind()), String.valueOf(failure.getMessage()), failure);
    }

    private void fail(FailureReason reason, String message, @Nullable Throwable cause) {
        JobState state =
                switch (reason) {
                    case CANCELLED -> JobState.CANCELLED;
                    case TIMED_OUT -> JobState.TIMED_OUT;
                    default -> JobState.FAILED;
                };
        if (write(job.ended(state, message))) {
            services.store().remove(job);
            end(new JobFailure(job, reason, message, cause));
        }
    }

    private void giveUp(ProviderException failure) {
        giveUp(FailureReason.of(failure.kind()), String.valueOf(failure.getMessage()), failure);
    }

    /**
     * Ends the waiting, but not the job: it may be under way at the provider and paid for. Whoever asks for the same again
     * goes on where it stands now.
     */
    private void giveUp(FailureReason reason, String message, @Nullable Throwable cause) {
        if (engine.traits().paid()) {
            end(new JobFailure(job, reason, message, cause));
        } else {
            fail(reason, message, cause);
        }
    }

    private void end(JobFailure failure) {
        engine.forget(this);
        wait.end();
        audience.fail(failure);
    }

    /** Writes a transition. False if the job is no longer ours: then it is let go of. */
    private boolean write(Job next) {
        if (!services.store().update(next)) {
            LOG.info("Job {} of {} was taken over by another node", next.key(), name());
            engine.forget(this);
            park();
            return false;
        }
        boolean moved = next.state() != job.state();
        job = next;
        if (moved) {
            services.listener().changed(next, UNKNOWN);
        }
        return true;
    }

    /** A defect here or in the provider, or a store that is out of order. The job stays where it is. */
    private void stumble(Throwable defect) {
        LOG.error("Job {} of {} stumbled", key(), name(), defect);
        end(new JobFailure(job, FailureReason.INTERNAL, String.valueOf(defect), defect));
    }

    private void pause(double progress, @Nullable Duration eta) {
        wait.begin(times.untilNextCheck(engine.schedule(), progress, eta));
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not delete {}: {}", file, e.getMessage());
        }
    }

    private String name() {
        return job.request().sourceName();
    }
}
