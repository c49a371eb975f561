package io.camelupscale.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands the jobs that nobody waits for to whoever consumes them. */
final class FinishedJobs {

    private final JobEngine engine;

    FinishedJobs(JobEngine engine) {
        this.engine = engine;
    }

    List<JobOutcome> take(int max, int maxRedeliveries) {
        List<JobOutcome> outcomes = new ArrayList<>();
        for (Job job : engine.store().takeFinished(engine.account(), max)) {
            take(job, maxRedeliveries).ifPresent(outcomes::add);
        }
        return outcomes;
    }

    private Optional<JobOutcome> take(Job job, int maxRedeliveries) {
        JobRun run = new JobRun(engine, job);
        if (!engine.register(run)) {
            // somebody has it just now, or asks for it: this time does not count
            Job uncounted = job.claimed(job.owner(), job.epoch(), job.deliveries() - 1);
            run.writeLast(() -> engine.store().putBack(uncounted, Duration.ZERO), () -> {});
            return Optional.empty();
        }
        if (job.reason() != null) {
            run.close();
            if (job.state().isFailure()) {
                engine.work().deleteSource(job.order()); // unless the process died before it came to that
            }
            return Optional.of(new JobFailure(
                    job.key(), job, job.reason(), String.valueOf(job.error()), null, () -> reported(run, job)));
        }
        if (job.deliveries() - 1 > maxRedeliveries) { // the process died with it too often
            run.close();
            Job dead = job.to(JobState.DEAD).released();
            run.writeLast(() -> engine.store().update(dead), () -> {
                engine.forget(run);
                run.show(dead);
            });
            return Optional.empty();
        }
        JobResult result = engine.fetch().take(run, maxRedeliveries);
        if (result == null) {
            engine.watch().now(run);
        }
        return Optional.ofNullable(result);
    }

    /** A failure has been heard of. What may still be under way at the provider stays on record. */
    private void reported(JobRun run, Job job) {
        run.writeLast(
                () -> job.state().isFailure()
                        ? engine.store().remove(job)
                        : engine.store().update(job.with(job.order().attended()).released()),
                () -> engine.forget(run));
    }
}
