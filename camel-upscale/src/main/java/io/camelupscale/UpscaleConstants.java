package io.camelupscale;

import org.apache.camel.spi.Metadata;

/** The headers that every provider reads and sets. */
public class UpscaleConstants {

    @Metadata(
            label = "producer",
            description = "What is done with this message; overrides the option.",
            javaType = "io.camelupscale.UpscaleOperation")
    public static final String OPERATION = "CamelUpscaleOperation";

    @Metadata(
            label = "producer",
            description = "How many times wider and higher this result shall be; overrides the option.",
            javaType = "Integer")
    public static final String SCALE = "CamelUpscaleScale";

    @Metadata(label = "producer", description = "The model for this job; overrides the option.", javaType = "String")
    public static final String MODEL = "CamelUpscaleModel";

    @Metadata(label = "producer", description = "The format of this result; overrides the option.", javaType = "String")
    public static final String OUTPUT_FORMAT = "CamelUpscaleOutputFormat";

    @Metadata(
            label = "producer",
            description =
                    "Where the provider shall fetch the source itself: an http or https URL, read instead of the body, but only with"
                            + " allowSourceUrl=true, and where the provider can.",
            javaType = "String")
    public static final String SOURCE_URL = "CamelUpscaleSourceUrl";

    @Metadata(description = "The provider that did the job.", javaType = "String")
    public static final String PROVIDER = "CamelUpscaleProvider";

    @Metadata(
            label = "common",
            description =
                    "The job's key. STATUS, DOWNLOAD, CANCEL and HINT read it, unless the option jobKey is set; UPSCALE and"
                            + " SUBMIT never do.",
            javaType = "String",
            important = true)
    public static final String JOB_KEY = "CamelUpscaleJobKey";

    @Metadata(
            label = "producer",
            description = "The key of the job that HINT is about, as it comes in the URL of a webhook; before"
                    + " CamelUpscaleJobKey, and unless the option jobKey is set.",
            javaType = "String")
    public static final String HINT_KEY = "jobKey";

    @Metadata(description = "The provider's id of the job.", javaType = "String", important = true)
    public static final String REMOTE_ID = "CamelUpscaleRemoteId";

    @Metadata(
            description = "The job's state after SUBMIT, STATUS and CANCEL: new, submitting, in_doubt, running, done,"
                    + " downloaded, delivered, dead, failed, cancelled or timed_out.",
            javaType = "String",
            important = true)
    public static final String STATUS = "CamelUpscaleStatus";

    @Metadata(
            description = "How much of a running job is done, 0 to 1; absent where nobody knows.",
            javaType = "Double")
    public static final String PROGRESS = "CamelUpscaleProgress";

    @Metadata(
            description =
                    "What the provider says of a running job beside that, for people; absent where it says nothing.",
            javaType = "String")
    public static final String PROGRESS_TEXT = "CamelUpscaleProgressText";

    @Metadata(
            description = "Why a job ended without a result: a FailureReason in lower case, such as out_of_credits.",
            javaType = "String")
    public static final String FAILURE_REASON = "CamelUpscaleFailureReason";

    @Metadata(description = "The same for people.", javaType = "String")
    public static final String FAILURE_TEXT = "CamelUpscaleFailureText";

    @Metadata(
            description =
                    "What the job cost, in the provider's unit, or what it would cost after ESTIMATE, for several jobs"
                            + " the sum; absent where nobody knows.",
            javaType = "Double")
    public static final String CREDITS = "CamelUpscaleCredits";

    @Metadata(
            description =
                    "Milliseconds that the job would take, after ESTIMATE; absent where the provider does not say.",
            javaType = "Long")
    public static final String ESTIMATED_DURATION = "CamelUpscaleEstimatedDuration";

    @Metadata(description = "What the account has left, after BALANCE, in the provider's unit.", javaType = "Double")
    public static final String BALANCE = "CamelUpscaleBalance";

    @Metadata(
            description = "How many files of a list have no result; the body tells which, and why.",
            javaType = "Integer")
    public static final String FAILED_FILES = "CamelUpscaleFailedFiles";

    @Metadata(
            label = "consumer",
            description = "Whether the result was delivered before, and the route failed or the process died.",
            javaType = "Boolean")
    public static final String REDELIVERED = "CamelUpscaleRedelivered";

    @Metadata(
            label = "consumer",
            description = "How often the result has been delivered, this time included.",
            javaType = "Integer")
    public static final String DELIVERY_COUNT = "CamelUpscaleDeliveryCount";

    @Metadata(
            description =
                    "Where the provider itself has put the result; absent where the body is a file. It is the body, too.",
            javaType = "String")
    public static final String RESULT_LOCATION = "CamelUpscaleResultLocation";

    @Metadata(description = "The result's width in pixels, as a viewer shows it.", javaType = "Integer")
    public static final String RESULT_WIDTH = "CamelUpscaleResultWidth";

    @Metadata(description = "The result's height in pixels, as a viewer shows it.", javaType = "Integer")
    public static final String RESULT_HEIGHT = "CamelUpscaleResultHeight";

    @Metadata(description = "The result's format: jpeg, png, webp, tiff, mp4, mov or mkv.", javaType = "String")
    public static final String RESULT_FORMAT = "CamelUpscaleResultFormat";

    @Metadata(
            description = "How many times wider and higher the result is; absent where its size was said otherwise.",
            javaType = "Integer")
    public static final String RESULT_SCALE = "CamelUpscaleResultScale";

    @Metadata(description = "The model that was asked for; absent where the provider chose.", javaType = "String")
    public static final String RESULT_MODEL = "CamelUpscaleResultModel";

    @Metadata(description = "How often the provider was asked for the job's status.", javaType = "Integer")
    public static final String POLLS = "CamelUpscalePolls";

    @Metadata(
            description = "Milliseconds from when the job became known until its result was verified.",
            javaType = "Long")
    public static final String DURATION = "CamelUpscaleDuration";

    @Metadata(
            description = "The file's name with the extension of the result's format; folders in it are kept.",
            javaType = "String")
    public static final String FILE_NAME = "CamelFileName";

    @Metadata(description = "The result's media type, such as image/png.", javaType = "String")
    public static final String CONTENT_TYPE = "Content-Type";

    protected UpscaleConstants() {}
}
