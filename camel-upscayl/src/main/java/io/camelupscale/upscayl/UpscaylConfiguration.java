package io.camelupscale.upscayl;

import io.camelupscale.ServiceConfiguration;
import io.camelupscale.upscayl.image.ApiOptions;
import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of Upscayl Cloud. */
@Configurer
@UriParams
public class UpscaylConfiguration extends ServiceConfiguration {

    static final String BASE_URL = "https://api.upscayl.org";

    @UriParam(label = "producer", defaultValue = "false", description = "Whether faces are enhanced.")
    private boolean enhanceFace;

    @UriParam(
            label = "producer",
            description =
                    "How much the result is compressed, 0 to 100, in Upscayl's sense of it, which is not documented. Default is"
                            + " Upscayl's own.")
    private @Nullable Integer compression;

    @UriParam(
            label = "advanced",
            defaultValue = "true",
            description =
                    "Whether a task that is finished, and that Upscayl has not charged for yet, is asked for once more, so that"
                            + " CamelUpscaleCredits is what was charged; but only while less than half of pollRate is used. Otherwise it"
                            + " is what was announced. Belongs to the account: its first endpoint counts.")
    private boolean awaitCredits = true;

    @UriParam(
            label = "advanced",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description =
                    "How long the account's calls pause after Upscayl has answered that there were too many, and not said until"
                            + " when.")
    private long rateLimitPause = 300_000;

    @UriParam(
            label = "advanced",
            defaultValue = "10",
            description =
                    "How many files of a list are started as one task, 1 for none. Only files of the same result format, and none of"
                            + " more than 100 MiB divided by this number.")
    private int batchSize = 10;

    @UriParam(
            label = "advanced",
            defaultValue = "33554432",
            description =
                    "Files of more bytes are uploaded in parts before the task is started. How that is answered is documented"
                            + " nowhere, see wire.")
    private long multipartThreshold = ApiOptions.MULTIPART_THRESHOLD;

    @UriParam(
            label = "advanced",
            defaultValue = ApiOptions.LINK_FIELDS,
            description = "The names of fields that may hold the link to a result, separated by commas: the first that"
                    + " holds an http or https URL counts.")
    private String linkFields = ApiOptions.LINK_FIELDS;

    @UriParam(
            label = "advanced",
            defaultValue = "true",
            description =
                    "Whether JSON is sent as {\"data\": …}, as Upscayl's pages show it, or bare, as its older OpenAPI file has it.")
    private boolean wrapRequests = true;

    @UriParam(
            label = "advanced",
            prefix = "wire.",
            multiValue = true,
            description =
                    "Upscayl's words, should they be others than those that are expected, separated by commas: wire.success,"
                            + " wire.failure, wire.running and wire.queued are those for the status of a task; wire.uploadId, wire.key,"
                            + " wire.partUrls, wire.partUrl, wire.partSize, wire.uploadUrl and wire.file name the fields of the answer"
                            + " that announces an upload.")
    private Map<String, Object> wire = Map.of();

    @UriParam(
            label = "advanced",
            defaultValue = BASE_URL,
            description = "Where the API is. Endpoints with the same baseUrl and apiKey are one account.")
    private String baseUrl = BASE_URL;

    public boolean isEnhanceFace() {
        return enhanceFace;
    }

    public void setEnhanceFace(boolean enhanceFace) {
        this.enhanceFace = enhanceFace;
    }

    public @Nullable Integer getCompression() {
        return compression;
    }

    public void setCompression(@Nullable Integer compression) {
        this.compression = compression;
    }

    public boolean isAwaitCredits() {
        return awaitCredits;
    }

    public void setAwaitCredits(boolean awaitCredits) {
        this.awaitCredits = awaitCredits;
    }

    public long getRateLimitPause() {
        return rateLimitPause;
    }

    public void setRateLimitPause(long rateLimitPause) {
        this.rateLimitPause = rateLimitPause;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public long getMultipartThreshold() {
        return multipartThreshold;
    }

    public void setMultipartThreshold(long multipartThreshold) {
        this.multipartThreshold = multipartThreshold;
    }

    public String getLinkFields() {
        return linkFields;
    }

    public void setLinkFields(String linkFields) {
        this.linkFields = linkFields;
    }

    public boolean isWrapRequests() {
        return wrapRequests;
    }

    public void setWrapRequests(boolean wrapRequests) {
        this.wrapRequests = wrapRequests;
    }

    public Map<String, Object> getWire() {
        return wire;
    }

    public void setWire(Map<String, Object> wire) {
        this.wire = wire;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    @Override
    protected void takePrefixed(Map<String, Object> parameters) {
        super.takePrefixed(parameters);
        wire = with(wire, "wire.", parameters);
    }

    @Override
    public UpscaylConfiguration copy() {
        return (UpscaylConfiguration) super.copy();
    }
}
