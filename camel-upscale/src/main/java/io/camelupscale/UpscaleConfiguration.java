package io.camelupscale;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that every provider understands. */
@Configurer
@UriParams
public class UpscaleConfiguration implements Cloneable {

    @UriParam(
            label = "producer",
            defaultValue = "4",
            description = "How many times wider and higher the result shall be.")
    private int scale = 4;

    @UriParam(
            label = "producer",
            description = "The model to use, by the provider's name for it. Default is the provider's own choice.")
    private @Nullable String model;

    @UriParam(
            label = "producer",
            enums = "jpeg,png,webp,tiff",
            description =
                    "The format of the result. Default is the format of the source, and PNG for a source in a format"
                            + " that cannot be written.")
    private @Nullable String outputFormat;

    @UriParam(
            label = "producer",
            defaultValue = "2h",
            javaType = "java.time.Duration",
            description = "How long the provider may work on a job. One that takes longer fails, see onTimeout. Time"
                    + " spent in a queue does not count.")
    private long jobTimeout = 7_200_000;

    @UriParam(
            label = "producer",
            defaultValue = "24h",
            javaType = "java.time.Duration",
            description = "How long a job may wait until the provider begins with it. One that waits longer fails, see"
                    + " onTimeout.")
    private long queueTimeout = 86_400_000;

    @UriParam(
            label = "producer",
            defaultValue = "CANCEL",
            description =
                    "What becomes of a job at its provider when its time is up: CANCEL cancels it, and delivers it if it"
                            + " turns out to have finished in the meantime; LEAVE lets it run. Without a result the exchange fails.")
    private OnTimeout onTimeout = OnTimeout.CANCEL;

    @UriParam(
            label = "producer",
            description =
                    "What to do about a job whose submit was sent and whose answer was lost, so that the provider may have"
                            + " accepted it: FAIL fails, and never sends it again; RESUBMIT sends it again, and at worst pays twice."
                            + " Default is FAIL for a provider that costs money, and RESUBMIT for a free one.")
    private @Nullable OnInDoubt onInDoubt;

    @UriParam(
            label = "producer,advanced",
            description =
                    "How many jobs may be submitted in any period, as COUNT/PERIOD such as 50/1h, over all endpoints of"
                            + " the same account. Default is no limit.")
    private @Nullable String submitRate;

    @UriParam(
            label = "producer,advanced",
            description =
                    "How often the provider may be asked for the status of jobs in any period, as COUNT/PERIOD such as"
                            + " 100/1h, over all endpoints of the same account. Default is no limit.")
    private @Nullable String pollRate;

    public int getScale() {
        return scale;
    }

    public void setScale(int scale) {
        this.scale = scale;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable String getOutputFormat() {
        return outputFormat;
    }

    public void setOutputFormat(@Nullable String outputFormat) {
        this.outputFormat = outputFormat;
    }

    public long getJobTimeout() {
        return jobTimeout;
    }

    public void setJobTimeout(long jobTimeout) {
        this.jobTimeout = jobTimeout;
    }

    public long getQueueTimeout() {
        return queueTimeout;
    }

    public void setQueueTimeout(long queueTimeout) {
        this.queueTimeout = queueTimeout;
    }

    public OnTimeout getOnTimeout() {
        return onTimeout;
    }

    public void setOnTimeout(OnTimeout onTimeout) {
        this.onTimeout = onTimeout;
    }

    public @Nullable OnInDoubt getOnInDoubt() {
        return onInDoubt;
    }

    public void setOnInDoubt(@Nullable OnInDoubt onInDoubt) {
        this.onInDoubt = onInDoubt;
    }

    public @Nullable String getSubmitRate() {
        return submitRate;
    }

    public void setSubmitRate(@Nullable String submitRate) {
        this.submitRate = submitRate;
    }

    public @Nullable String getPollRate() {
        return pollRate;
    }

    public void setPollRate(@Nullable String pollRate) {
        this.pollRate = pollRate;
    }

    /** An independent copy: each endpoint starts from its component's options. */
    public UpscaleConfiguration copy() {
        try {
            return (UpscaleConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
