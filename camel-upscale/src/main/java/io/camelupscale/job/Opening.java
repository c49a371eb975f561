package io.camelupscale.job;

import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins with jobs: new ones, and those that stand in the store already. */
final class Opening {

    /** How often a job is looked at that another node works on. */
    private static final Duration FOLLOWING = Duration.ofSeconds(2);

    private final JobEngine engine;
    private volatile @Nullable ExpectedResult latest;

    Opening(JobEngine engine) {
        this.engine = engine;
    }

    /**
     * On a worker.
     *
     * @param asked null if the job is asked for by its key alone
     */
    void open(JobRun run, @Nullable JobOrder asked) {
        if (asked == null) {
            takeUp(run, null);
            return;
        }
        ExpectedResult expected;
        try {
            expected = shared(engine.provider().expect(asked.request()));
            checkPlace(run, asked, expected);
        } catch (ProviderException e) {
            engine.ending().refuse(run, FailureReason.of(e.kind()), String.valueOf(e.getMessage()), e);
            return;
        }
        Job fresh = Job.create(
                engine.work().withOwnSource(asked), expected, engine.store().node(), run.since());
        Job standing = engine.store().add(fresh);
        if (standing == fresh) {
            run.created(fresh);
            begin(run, asked);
        } else {
            takeUp(run, asked);
        }
    }

    /** Of a list, no result may overwrite another. */
    private void checkPlace(JobRun run, JobOrder asked, ExpectedResult expected) {
        Group group = run.group();
        URI place = group == null ? null : engine.provider().destination(asked.request(), expected);
        if (place != null && !group.isAlone(run.key(), place)) {
            throw new ProviderException(
                    ProviderException.Kind.REJECTED, "the result of another file of the list is put there: " + place);
        }
    }

    /** Pictures that come together are often of one size: one object for all that follow one another. */
    private ExpectedResult shared(ExpectedResult expected) {
        ExpectedResult before = latest;
        if (expected.equals(before)) {
            return before;
        }
        latest = expected;
        return expected;
    }

    /** Goes on with a job of a dead node, for whom nobody asks here. */
    void resume(JobRun run) {
        goOn(run, null);
    }

    /**
     * Another node works on the job: looks again later, and goes on with it when that one has let go of it, or has died. But
     * only for those who wait here; a job that nobody waits for is the other's affair alone.
     */
    void follow(JobRun run, @Nullable JobOrder asked) {
        if (run.closeIfDeserted()) {
            engine.watch().forget(run);
            engine.forget(run);
            return;
        }
        engine.later(FOLLOWING, () -> run.begin(() -> takeUp(run, asked)));
    }

    /** @param asked null if the job is asked for by its key alone */
    private void takeUp(JobRun run, @Nullable JobOrder asked) {
        Optional<Job> claimed = engine.store().claim(engine.account(), run.key());
        if (claimed.isPresent()) {
            Job job = claimed.get();
            run.hold(asked == null ? job : job.with(again(job, asked)));
            goOn(run, asked);
            return;
        }
        Optional<Job> standing = engine.store().find(engine.account(), run.key());
        if (standing.isPresent()) {
            if (standing.get().isAccepted()) {
                run.accept(standing.get());
            }
            follow(run, asked);
        } else if (asked != null) {
            open(run, asked); // it ended just now, and is begun anew
        } else {
            engine.ending().refuse(run, FailureReason.LOST, "there is no job with the key " + run.key(), null);
        }
    }

    /**
     * The order of a job that is asked for again: once detached, it stays so. Where the provider was told to put the result
     * follows from the request that it was told it with, and so that one stays.
     */
    private JobOrder again(Job job, JobOrder asked) {
        JobOrder before = job.order();
        if (before.detached() && !asked.detached()) {
            return before;
        }
        JobOrder order = engine.work().withOwnSource(asked);
        boolean told = !job.state().isFailure() && !job.remote().id().isEmpty();
        if (!told || engine.provider().destination(before.request(), job.expected()) == null) {
            return order;
        }
        Path source = order.request().file();
        return order.with(source == null ? before.request() : before.request().at(source));
    }

    private void begin(JobRun run, JobOrder asked) {
        try {
            engine.work().keepSource(run.job().order(), asked.request());
        } catch (IOException e) {
            run.fail(FailureReason.REJECTED, "the source cannot be copied: " + e.getMessage(), e);
            return;
        }
        engine.submission().begin(run);
    }

    private void goOn(JobRun run, @Nullable JobOrder asked) {
        Job job = run.job();
        if (job.isAccepted()) {
            run.accept(job);
        }
        if (!job.state().isFailure()) {
            run.hold(job.resumed());
        }
        switch (job.state()) {
            case NEW -> anew(run, asked);
            case SUBMITTING, IN_DOUBT ->
                engine.submission().doubt(run, "an earlier submit of the same job was not answered");
            case RUNNING, DONE -> engine.watch().now(run);
            case DOWNLOADED, DELIVERED, DEAD -> kept(run);
            case FAILED, CANCELLED, TIMED_OUT -> {
                if (asked != null) {
                    run.move(job.again(), () -> anew(run, asked));
                } else {
                    run.giveUp(
                            job.reason() == null ? FailureReason.FAILED : job.reason(),
                            String.valueOf(job.error()),
                            null);
                }
            }
        }
    }

    private void anew(JobRun run, @Nullable JobOrder asked) {
        if (asked != null) {
            begin(run, asked);
        } else if (hasSource(run.job())) {
            engine.submission().begin(run);
        } else {
            Path source = run.job().request().file();
            run.fail(FailureReason.REJECTED, "the source " + source + " is gone", null);
        }
    }

    /** Whether the source is there that is sent if nobody asks for the job again, or is fetched by the provider. */
    static boolean hasSource(Job job) {
        Path source = job.request().file();
        return source == null || Files.exists(source);
    }

    private void kept(JobRun run) {
        if (!engine.fetch().offer(run)) {
            engine.watch().now(run); // the provider may still have it
        }
    }
}
