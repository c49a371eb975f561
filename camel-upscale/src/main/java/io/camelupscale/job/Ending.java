package io.camelupscale.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of jobs without a result: who hears of it, and what stays in the store. */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private final JobEngine engine;

    Ending(JobEngine engine) {
        this.engine = engine;
    }

    /** The provider has nothing that was paid for. Whoever asks for the same again begins anew. */
    void fail(JobRun run, FailureReason reason, String message, @Nullable Throwable cause) {
        JobState state =
                switch (reason) {
                    case CANCELLED -> JobState.CANCELLED;
                    case TIMED_OUT -> JobState.TIMED_OUT;
                    default -> JobState.FAILED;
                };
        Job ended = run.job().ended(state, reason, message).released();
        List<JobObserver> waiting = leave(run);
        boolean kept = waiting.isEmpty() && ended.order().detached(); // for a consumer to hear of
        run.writeLast(() -> kept ? engine.store().update(ended) : engine.store().remove(ended), () -> {
            run.show(ended);
            engine.work().deleteSource(ended.order());
            tell(run, waiting, reason, message, cause);
        });
    }

    /** The provider may have something that was paid for, and whoever asks for the same again goes on with it. */
    void giveUp(JobRun run, FailureReason reason, String message, @Nullable Throwable cause) {
        if (!engine.traits().paid()) {
            fail(run, reason, message, cause);
            return;
        }
        List<JobObserver> waiting = leave(run);
        Job left = left(run.job(), waiting, reason, message);
        run.writeLast(() -> engine.store().update(left), () -> tell(run, waiting, reason, message, cause));
    }

    /** There is no row. */
    void refuse(JobRun run, FailureReason reason, String message, @Nullable Throwable cause) {
        tell(run, leave(run), reason, message, cause);
    }

    /** Something is broken. The job stays where it is, if the store can still be written to. */
    void stumble(JobRun run, Throwable defect) {
        String message = String.valueOf(defect);
        List<JobObserver> waiting = leave(run);
        Job row = run.jobIfAny();
        try {
            if (row != null && row.owner() != null) {
                engine.store().update(left(row, waiting, FailureReason.INTERNAL, message));
            }
        } catch (JobStoreException e) {
            LOG.warn("Job {} of {} could not be let go of", run.key(), run.name(), e);
        }
        tell(run, waiting, FailureReason.INTERNAL, message, defect);
    }

    /** In nobody's hands. Where nobody waits, a consumer is to hear why. */
    private static Job left(Job job, List<JobObserver> waiting, FailureReason reason, String message) {
        Job left = waiting.isEmpty() ? job.ended(job.state(), reason, message) : job;
        return left.released();
    }

    private List<JobObserver> leave(JobRun run) {
        List<JobObserver> waiting = run.close();
        engine.watch().forget(run);
        return waiting;
    }

    private void tell(
            JobRun run, List<JobObserver> waiting, FailureReason reason, String message, @Nullable Throwable cause) {
        engine.forget(run);
        JobFailure failure = new JobFailure(run.key(), run.jobIfAny(), reason, message, cause);
        waiting.forEach(JobObserver::ending);
        waiting.forEach(observer -> engine.services().completions().execute(() -> observer.failed(failure)));
    }
}
