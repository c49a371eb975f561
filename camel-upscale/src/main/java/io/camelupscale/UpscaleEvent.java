package io.camelupscale;

import io.camelupscale.job.Job;
import java.util.EventObject;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;

/** A job moved to another state, or came a step further: hear of it with a Camel {@code EventNotifier}. */
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

    /** How much of a running job is done, 0 to 1; negative where nobody knows. */
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
