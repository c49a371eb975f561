package io.camelupscale.job;

import io.camelupscale.media.MediaInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings results into the work directory, proves them, and hands them over. */
final class Fetch {

    private static final Logger LOG = LoggerFactory.getLogger(Fetch.class);
    private static final int MAX_DOWNLOADS = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final JobEngine engine;
    private final Gate downloads;

    Fetch(JobEngine engine) {
        JobServices services = engine.services();
        this.engine = engine;
        this.downloads = new Gate(
                engine.traits().parallelDownloads(), RateWindow.of(null), services.timer(), services.workers());
    }

    /** The provider has finished the job. */
    void begin(JobRun run, RemoteStatus.Done done) {
        Double credits = done.credits();
        if (credits == null) {
            finished(run, done);
            return;
        }
        run.charge(credits);
        if (run.policy().budget() == null) {
            finished(run, done);
        } else {
            run.write(() -> engine.store().settle(engine.account(), run.key(), credits), () -> finished(run, done));
        }
    }

    private void finished(JobRun run, RemoteStatus.Done done) {
        if (run.state() != JobState.DONE) {
            engine.watch().learn(run);
        }
        run.show(JobState.DONE);
        URI location = destination(run);
        if (location == null) {
            downloads.enter(() -> download(run, done.result()));
        } else {
            complete(run, null, null, location);
        }
    }

    GateStatus gate() {
        return downloads.status("downloads");
    }

    void close() {
        downloads.close();
    }

    /** Hands over a result that was kept. False if it is not there any more, or damaged. */
    boolean offer(JobRun run) {
        JobResult kept = kept(run, Integer.MAX_VALUE);
        if (kept != null) {
            engine.work().deleteSource(run.job().order()); // unless the process died before it came to that
            handOver(run, kept);
        }
        return kept != null;
    }

    /** Hands a finished job to one who does not wait for it, but asks what is there. Null if its result has to be fetched. */
    @Nullable
    JobResult take(JobRun run, int maxRedeliveries) {
        JobResult kept = kept(run, maxRedeliveries);
        if (kept != null) {
            run.hold(kept);
            engine.work().deleteSource(run.job().order()); // as above
        }
        return kept;
    }

    /** What the job has led to by now. Null if it is not there any more, or damaged. */
    private @Nullable JobResult kept(JobRun run, int maxRedeliveries) {
        Path file = run.job().result();
        if (file == null) {
            URI location = destination(run);
            return location == null ? null : result(run, null, location, maxRedeliveries);
        }
        try {
            return result(run, run.job().expected().check(file), null, maxRedeliveries);
        } catch (IOException e) {
            LOG.warn("The result {} of {} that was kept is not usable: {}", file, run.name(), e.getMessage());
            return null;
        }
    }

    /** Where the provider puts the result itself; null where it is downloaded. */
    private @Nullable URI destination(JobRun run) {
        return engine.provider().destination(run.job().request(), run.job().expected());
    }

    private CompletionStage<?> download(JobRun run, RemoteResult result) {
        Path file = engine.work().newFile(".part");
        return run.call(
                run.policy().transferTimeout(),
                ProviderException.Kind.UNAVAILABLE,
                () -> engine.provider().download(run.job().remote(), result, file),
                nothing -> downloaded(run, file),
                failure -> notDownloaded(run, result, file, failure));
    }

    private void notDownloaded(JobRun run, RemoteResult result, Path file, ProviderException failure) {
        engine.work().delete(file);
        if (++run.extras().downloads >= MAX_DOWNLOADS) {
            run.giveUp(failure);
        } else if (failure.isPassing()) {
            downloads.pause(Backoff.after(failure, run.extras().downloads));
            downloads.enter(() -> download(run, result));
        } else if (failure.kind() == ProviderException.Kind.NOT_FOUND) {
            engine.watch().now(run); // a link that has expired: the status has a new one
        } else {
            run.giveUp(failure);
        }
    }

    private void downloaded(JobRun run, Path file) {
        MediaInfo info;
        try {
            info = run.job().expected().check(file);
        } catch (IOException e) {
            Path kept = engine.work().keepRejected(run.job(), file);
            run.fail(
                    FailureReason.INVALID_RESULT,
                    "the result is not what was asked for: " + e.getMessage() + " (kept as " + kept + ")",
                    e);
            return;
        }
        Path kept = outlives(run.job())
                ? engine.work().keepResult(run.job(), file, info.format())
                : engine.work().hold(file, info.format());
        complete(run, kept, info, null);
    }

    /** The provider is needed no more. */
    private void complete(JobRun run, @Nullable Path file, @Nullable MediaInfo info, @Nullable URI location) {
        run.move(run.job().downloaded(file), () -> {
            engine.work().deleteSource(run.job().order());
            discard(run.job());
            handOver(run, result(run, info, location, Integer.MAX_VALUE));
        });
    }

    /** Whether the result is kept should this process die before it is delivered. */
    private boolean outlives(Job job) {
        return engine.store().isPersistent()
                && (engine.traits().paid() || job.order().detached());
    }

    /** Nobody waits for it: the provider deletes what is left there some day anyway. */
    private void discard(Job job) {
        if (engine.traits().can(Capability.DISCARD)) {
            CompletableFuture<Void> answer = engine.calls().await();
            answer.whenComplete((nothing, failure) -> {
                if (failure != null) {
                    LOG.warn(
                            "Job {} is not deleted at {}: {}", job.remote().id(), engine.account(), failure.toString());
                }
            });
            downloads.enter(() -> engine.calls()
                    .answer(
                            () -> engine.provider().discard(job.remote()),
                            job.order().policy().requestTimeout(),
                            answer));
        }
    }

    private void handOver(JobRun run, JobResult result) {
        if (!run.succeed(result)) {
            run.writeLast(() -> engine.store().update(run.job().released()), () -> engine.forget(run));
        }
    }

    private JobResult result(JobRun run, @Nullable MediaInfo info, @Nullable URI location, int maxRedeliveries) {
        Job job = run.job();
        Releases releases = new Releases(run, maxRedeliveries);
        return new JobResult(
                job,
                job.result(),
                info,
                location,
                Duration.between(job.created(), engine.now()),
                run.polls(),
                releases);
    }

    /** What becomes of a result when everybody is through with it. */
    private final class Releases implements JobResult.Hold {

        private final JobRun run;
        private final int maxRedeliveries;
        private volatile boolean undelivered;

        Releases(JobRun run, int maxRedeliveries) {
            this.run = run;
            this.maxRedeliveries = maxRedeliveries;
        }

        @Override
        public void giveBack() {
            Job job = run.job();
            Job uncounted = job.claimed(job.owner(), job.epoch(), job.deliveries() - 1);
            if (run.release()) {
                run.writeLast(() -> engine.store().putBack(uncounted, Duration.ZERO), () -> engine.forget(run));
            }
        }

        @Override
        public void release(boolean delivered) {
            undelivered |= !delivered;
            if (run.release()) {
                if (!undelivered) {
                    delivered();
                } else if (run.job().order().detached()) {
                    putBack();
                } else if (engine.traits().paid()) {
                    run.writeLast(() -> engine.store().update(run.job().released()), () -> engine.forget(run));
                } else {
                    remove(() -> engine.forget(run));
                }
            }
        }

        private void delivered() {
            Job job = run.job().to(JobState.DELIVERED).released();
            if (engine.traits().paid() && !engine.services().retention().isZero()) {
                run.writeLast(() -> engine.store().update(job), () -> gone(job));
            } else {
                remove(() -> gone(job));
            }
        }

        private void remove(Runnable then) {
            Path file = run.job().result();
            run.writeLast(
                    () -> {
                        boolean ours = engine.store().remove(run.job());
                        if (ours && file != null) {
                            engine.work().delete(file);
                        }
                        return ours;
                    },
                    then);
        }

        private void putBack() {
            Job job = run.job();
            if (job.deliveries() > maxRedeliveries) {
                Job dead = job.to(JobState.DEAD).released();
                LOG.error(
                        "Job {} of {} is dead: its result was not delivered {} times",
                        run.key(),
                        run.name(),
                        job.deliveries());
                run.writeLast(() -> engine.store().update(dead), () -> gone(dead));
            } else {
                Duration doubled = Backoff.after(Math.max(1, job.deliveries()));
                Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
                run.writeLast(() -> engine.store().putBack(job, pause), () -> engine.forget(run));
            }
        }

        private void gone(Job last) {
            engine.forget(run);
            run.show(last);
        }
    }
}
