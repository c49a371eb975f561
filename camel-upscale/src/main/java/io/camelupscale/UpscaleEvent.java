package io.camelupscale;

import io.camelupscale.job.Job;
import java.util.EventObject;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/**
 * A job came into another state, or a step further: hear of it with a Camel {@code EventNotifier}. There is one event for each
 * transition, after it was written to the job store, and one for each step of progress.
 */
public class UpscaleEvent extends EventObject implements CamelEvent {

    private static final long serialVersionUID = 1L;

    private final transient Job job;
    private final double progress;
    private long timestamp;

    UpscaleEvent(CamelContext source, Job job, double progress) {
        super(source);
        this.job = job;
        this.progress = progress;
    }

    /** The job as it is now. */
    public Job getJob() {
        return job;
    }

    /** How much of a running job is done, 0 to 1, if it came a step further; negative if it came into another state. */
    public double getProgress() {
        return progress;
    }

    @Override
    public Type getType() {
        return Type.Custom;
    }

    @Override
    public long getTimestamp() {
        return timestamp;
    }

    @Override
    public void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    @Override
    public String toString() {
        return job.request().sourceName() + " " + job.state()
                + (progress < 0 ? "" : " %d %%".formatted(Math.round(progress * 100)));
    }
}
