package io.camelupscale.lupa;

import io.camelupscale.ServiceConfiguration;
import io.camelupscale.lupa.image.LupaMode;
import io.camelupscale.lupa.publish.SourcePublisher;
import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of Lupa's API. */
@Configurer
@UriParams
public class LupaConfiguration extends ServiceConfiguration {

    static final String BASE_URL = "https://app.lupaupscaler.com/api/1.1/wf";

    @UriParam(
            label = "producer",
            defaultValue = "STANDARD",
            description = "How a picture is enlarged. Each mode is a call of its own.")
    private LupaMode mode = LupaMode.STANDARD;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description = "How much Lupa may invent, -10 to 10. Its own default is not known, so this is always sent.")
    private int creativity;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a result must be exactly scale times as large as its source file. By default any picture is a"
                            + " result, since Lupa does not document their size.")
    private boolean exactSize;

    @UriParam(
            label = "producer",
            description =
                    "The endpoint that puts a source where Lupa can fetch it: it gets the file as body, a name for it that"
                            + " cannot be guessed in CamelFileName and its media type in Content-Type, and answers the URL as body. With withdrawTo one for all"
                            + " endpoints of the account.")
    private @Nullable String publishTo;

    @UriParam(
            label = "producer",
            description =
                    "The endpoint that takes a source away when its job has ended: it gets the name in CamelFileName. By"
                            + " default what publishTo did stays as it is.")
    private @Nullable String withdrawTo;

    @UriParam(
            label = "producer",
            description =
                    "A folder that a web server serves. Sources are copied to it, and deleted when their jobs have ended. With"
                            + " publicUrl instead of publishTo, and one for all endpoints of the account.")
    private @Nullable String publicFolder;

    @UriParam(label = "producer", description = "The URL of publicFolder, by which Lupa can fetch what is in it.")
    private @Nullable String publicUrl;

    @UriParam(
            label = "producer,advanced",
            description =
                    "A bean that puts sources where Lupa can fetch them, and takes them away. Instead of publishTo and"
                            + " publicFolder, and one for all endpoints of the account.")
    private @Nullable SourcePublisher sourcePublisher;

    @UriParam(
            label = "producer,advanced",
            prefix = "setting.",
            multiValue = true,
            description =
                    "More fields of a submit, by Lupa's names for them. They are sent as they are, numbers, true and false as"
                            + " such, and take the place of fields of the same name.")
    private Map<String, Object> settings = Map.of();

    @UriParam(
            label = "advanced",
            prefix = "wire.",
            multiValue = true,
            description =
                    "What something is called in the API, where it is not called as the page of this component says, such as"
                            + " wire.resolution=scale. Belongs to the account: its first endpoint counts.")
    private Map<String, Object> wire = Map.of();

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description =
                    "How long after its submit a job that Lupa does not find is taken for work in progress. Belongs to the"
                            + " account: its first endpoint counts.")
    private long notFoundGrace = 30_000;

    @UriParam(
            label = "advanced",
            defaultValue = BASE_URL,
            description = "Where the API is. Endpoints with the same baseUrl and apiKey are one account.")
    private String baseUrl = BASE_URL;

    public LupaMode getMode() {
        return mode;
    }

    public void setMode(LupaMode mode) {
        this.mode = mode;
    }

    public int getCreativity() {
        return creativity;
    }

    public void setCreativity(int creativity) {
        this.creativity = creativity;
    }

    public boolean isExactSize() {
        return exactSize;
    }

    public void setExactSize(boolean exactSize) {
        this.exactSize = exactSize;
    }

    public @Nullable String getPublishTo() {
        return publishTo;
    }

    public void setPublishTo(@Nullable String publishTo) {
        this.publishTo = publishTo;
    }

    public @Nullable String getWithdrawTo() {
        return withdrawTo;
    }

    public void setWithdrawTo(@Nullable String withdrawTo) {
        this.withdrawTo = withdrawTo;
    }

    public @Nullable String getPublicFolder() {
        return publicFolder;
    }

    public void setPublicFolder(@Nullable String publicFolder) {
        this.publicFolder = publicFolder;
    }

    public @Nullable String getPublicUrl() {
        return publicUrl;
    }

    public void setPublicUrl(@Nullable String publicUrl) {
        this.publicUrl = publicUrl;
    }

    public @Nullable SourcePublisher getSourcePublisher() {
        return sourcePublisher;
    }

    public void setSourcePublisher(@Nullable SourcePublisher sourcePublisher) {
        this.sourcePublisher = sourcePublisher;
    }

    public Map<String, Object> getSettings() {
        return settings;
    }

    public void setSettings(Map<String, Object> settings) {
        this.settings = settings;
    }

    public Map<String, Object> getWire() {
        return wire;
    }

    public void setWire(Map<String, Object> wire) {
        this.wire = wire;
    }

    public long getNotFoundGrace() {
        return notFoundGrace;
    }

    public void setNotFoundGrace(long notFoundGrace) {
        this.notFoundGrace = notFoundGrace;
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
        settings = with(settings, "setting.", parameters);
        wire = with(wire, "wire.", parameters);
    }

    @Override
    public LupaConfiguration copy() {
        return (LupaConfiguration) super.copy();
    }
}
