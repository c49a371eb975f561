package io.camelupscale;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/** The options that every provider understands. */
@Configurer
@UriParams
public class UpscaleConfiguration implements Cloneable {

    @UriParam(
            label = "producer",
            defaultValue = "UPSCALE",
            description =
                    "What is done with a message: UPSCALE makes a job of it and goes on with the result; SUBMIT makes a job of"
                            + " it and goes on when the provider has taken it, the result goes to a consumer; STATUS, DOWNLOAD"
                            + " and CANCEL deal with a job that was submitted; ESTIMATE tells what it would cost; BALANCE what the"
                            + " account has left; HINT has a job checked now, since somebody says that it has moved.")
    private UpscaleOperation operation = UpscaleOperation.UPSCALE;

    @UriParam(
            description =
                    "Names the job, in the simple language: jobs with the same key are one job, whatever their sources."
                            + " Default is a digest of the account, the request and the source's bytes. STATUS, DOWNLOAD and"
                            + " CANCEL ask for the job of this key, as does a polling consumer, which otherwise takes the next"
                            + " finished one. At most 255 characters.")
    private @Nullable String jobKey;

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
            enums = "jpeg,png,webp,tiff,mp4,mov,mkv",
            description =
                    "The format of the result, or the container of a video. Default is the format of the source, and PNG for a source in a format"
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
                            + " the same account. Default is what the provider documents, or no limit.")
    private @Nullable String submitRate;

    @UriParam(
            label = "producer,advanced",
            description =
                    "How often the provider may be asked for the status of jobs in any period, as COUNT/PERIOD such as"
                            + " 100/1h, over all endpoints of the same account. Default is what the provider documents, or no limit.")
    private @Nullable String pollRate;

    @UriParam(
            label = "producer",
            description =
                    "A job that the provider estimates to cost more credits than this is not sent. Only with providers that"
                            + " tell what a job will cost. Default is no limit.")
    private @Nullable Double maxCredits;

    @UriParam(
            label = "producer",
            description =
                    "How many credits the account's jobs may cost in any period, as AMOUNT/PERIOD such as 12.5/24h. A job that"
                            + " would cost more is not sent. Only with providers that tell what a job will cost. Default is no"
                            + " limit.")
    private @Nullable String creditBudget;

    @UriParam(
            label = "producer,security",
            defaultValue = "false",
            description =
                    "Whether the header CamelUpscaleSourceUrl is read, which has the provider fetch the source from a URL. Only"
                            + " for routes whose messages are trusted.")
    private boolean allowSourceUrl;

    @UriParam(
            label = "producer",
            description =
                    "The headers that are kept with a submitted job and are there again on its result: names, separated by"
                            + " commas; one that ends with * stands for all that begin so.")
    private @Nullable String carryHeaders;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How long one call to the provider that moves no file may take; 0 is no limit.")
    private long requestTimeout = 60_000;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "1h",
            javaType = "java.time.Duration",
            description = "How long one upload or download may take; 0 is no limit.")
    private long transferTimeout = 3_600_000;

    @UriParam(
            label = "consumer",
            defaultValue = "100",
            description =
                    "How many finished jobs are taken at a time, and how many of them may be under way in the route at once.")
    private int maxMessagesPerPoll = 100;

    @UriParam(
            label = "consumer",
            defaultValue = "5",
            description =
                    "How often a result is delivered again whose route failed, after a second at first and later after up to a"
                            + " minute. Then its job is dead: the result is kept, and no longer delivered. A negative number is"
                            + " no limit.")
    private int maxRedeliveries = 5;

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

    public UpscaleOperation getOperation() {
        return operation;
    }

    public void setOperation(UpscaleOperation operation) {
        this.operation = operation;
    }

    public @Nullable String getJobKey() {
        return jobKey;
    }

    public void setJobKey(@Nullable String jobKey) {
        this.jobKey = jobKey;
    }

    public @Nullable Double getMaxCredits() {
        return maxCredits;
    }

    public void setMaxCredits(@Nullable Double maxCredits) {
        this.maxCredits = maxCredits;
    }

    public @Nullable String getCreditBudget() {
        return creditBudget;
    }

    public void setCreditBudget(@Nullable String creditBudget) {
        this.creditBudget = creditBudget;
    }

    public boolean isAllowSourceUrl() {
        return allowSourceUrl;
    }

    public void setAllowSourceUrl(boolean allowSourceUrl) {
        this.allowSourceUrl = allowSourceUrl;
    }

    public @Nullable String getCarryHeaders() {
        return carryHeaders;
    }

    public void setCarryHeaders(@Nullable String carryHeaders) {
        this.carryHeaders = carryHeaders;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getTransferTimeout() {
        return transferTimeout;
    }

    public void setTransferTimeout(long transferTimeout) {
        this.transferTimeout = transferTimeout;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public int getMaxRedeliveries() {
        return maxRedeliveries;
    }

    public void setMaxRedeliveries(int maxRedeliveries) {
        this.maxRedeliveries = maxRedeliveries;
    }

    /** Takes the options with a prefix, such as {@code http.proxyHost}, out of an endpoint's: Camel leaves them to the component. */
    protected void takePrefixed(Map<String, Object> parameters) {}

    /** What an option holds, and what an endpoint adds to it. */
    protected static Map<String, Object> with(
            Map<String, Object> defaults, String prefix, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(defaults);
        all.putAll(PropertiesHelper.extractProperties(parameters, prefix));
        return all;
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
