package io.camelupscale;

import org.apache.camel.spi.Metadata;

/** The headers that every provider reads and sets. */
public class UpscaleConstants {

    @Metadata(
            label = "producer",
            description = "How many times wider and higher this result shall be; overrides the option.",
            javaType = "Integer")
    public static final String SCALE = "CamelUpscaleScale";

    @Metadata(label = "producer", description = "The model for this job; overrides the option.", javaType = "String")
    public static final String MODEL = "CamelUpscaleModel";

    @Metadata(label = "producer", description = "The format of this result; overrides the option.", javaType = "String")
    public static final String OUTPUT_FORMAT = "CamelUpscaleOutputFormat";

    @Metadata(description = "The provider that did the job.", javaType = "String")
    public static final String PROVIDER = "CamelUpscaleProvider";

    @Metadata(
            description = "The job's key: SHA-256 of the source, the request and the account.",
            javaType = "String",
            important = true)
    public static final String JOB_KEY = "CamelUpscaleJobKey";

    @Metadata(description = "The provider's id of the job.", javaType = "String", important = true)
    public static final String REMOTE_ID = "CamelUpscaleRemoteId";

    @Metadata(description = "The result's width in pixels, as a viewer shows it.", javaType = "Integer")
    public static final String RESULT_WIDTH = "CamelUpscaleResultWidth";

    @Metadata(description = "The result's height in pixels, as a viewer shows it.", javaType = "Integer")
    public static final String RESULT_HEIGHT = "CamelUpscaleResultHeight";

    @Metadata(description = "The result's format: jpeg, png, webp or tiff.", javaType = "String")
    public static final String RESULT_FORMAT = "CamelUpscaleResultFormat";

    @Metadata(description = "How many times wider and higher the result is.", javaType = "Integer")
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
