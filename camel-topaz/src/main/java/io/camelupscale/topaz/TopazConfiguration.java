package io.camelupscale.topaz;

import io.camelupscale.topaz.image.ImageTask;
import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of Topaz Labs' APIs: of both, and those of {@code topaz:image} alone. */
@Configurer
@UriParams
public class TopazConfiguration extends VideoConfiguration {

    static final String BASE_URL = "https://api.topazlabs.com";

    @UriParam(
            label = "producer",
            defaultValue = "ENHANCE",
            description =
                    "Image only: what is done to a picture. ENHANCE, ENHANCE_GEN and TOOL (which keeps transparency, and takes and makes"
                            + " PNG) enlarge it by scale; all others keep its size, whatever scale says. MATTING makes PNG.")
    private ImageTask task = ImageTask.ENHANCE;

    @UriParam(
            label = "producer",
            prefix = "setting.",
            multiValue = true,
            description =
                    "Settings of the model, by Topaz' names for them, such as setting.face_enhancement=true. They are sent"
                            + " as they are. Topaz ignores those that a model does not have.")
    private Map<String, Object> settings = Map.of();

    @UriParam(
            label = "producer",
            description =
                    "The result's width in pixels, instead of scale. Alone it keeps the proportions of the source. That of a video"
                            + " is rounded up to a multiple of 4.")
    private @Nullable Integer outputWidth;

    @UriParam(
            label = "producer",
            description =
                    "The result's height in pixels, instead of scale. Alone it keeps the proportions of the source. That of a"
                            + " video is rounded up to a multiple of 4.")
    private @Nullable Integer outputHeight;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether a result of other proportions than its source's is filled and cut, instead of getting bars.")
    private boolean cropToFill;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether Topaz deletes a job as soon as its result is verified and stored here: a picture's from its list of"
                            + " jobs, a video's files.")
    private boolean deleteRemote;

    @UriParam(
            label = "producer",
            description =
                    "Where Topaz shall tell that a job has moved: an http or https URL, from which a route comes to"
                            + " operation=HINT. The job's key is added to its query. Belongs to the account: its first endpoint counts.")
    private @Nullable String webhookUrl;

    @UriParam(
            label = "producer,advanced",
            defaultValue = "100",
            description =
                    "How many prices are asked for by one call where ESTIMATE gets a list. Topaz documents no limit. Belongs to"
                            + " the account: its first endpoint counts.")
    private int estimateBatchSize = 100;

    @UriParam(
            label = "advanced",
            defaultValue = BASE_URL,
            description = "Where the API is. Endpoints with the same baseUrl and apiKey are one account.")
    private String baseUrl = BASE_URL;

    /** 1 where the task keeps the size. */
    @Override
    public int getScale() {
        return task.scales() ? super.getScale() : 1;
    }

    /** PNG where the task makes nothing else. */
    @Override
    public @Nullable String getOutputFormat() {
        String wanted = super.getOutputFormat();
        return wanted == null && task.makesPngOnly() ? "png" : wanted;
    }

    public ImageTask getTask() {
        return task;
    }

    public void setTask(ImageTask task) {
        this.task = task;
    }

    public @Nullable String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(@Nullable String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public int getEstimateBatchSize() {
        return estimateBatchSize;
    }

    public void setEstimateBatchSize(int estimateBatchSize) {
        this.estimateBatchSize = estimateBatchSize;
    }

    public Map<String, Object> getSettings() {
        return settings;
    }

    public void setSettings(Map<String, Object> settings) {
        this.settings = settings;
    }

    public @Nullable Integer getOutputWidth() {
        return outputWidth;
    }

    public void setOutputWidth(@Nullable Integer outputWidth) {
        this.outputWidth = outputWidth;
    }

    public @Nullable Integer getOutputHeight() {
        return outputHeight;
    }

    public void setOutputHeight(@Nullable Integer outputHeight) {
        this.outputHeight = outputHeight;
    }

    public boolean isCropToFill() {
        return cropToFill;
    }

    public void setCropToFill(boolean cropToFill) {
        this.cropToFill = cropToFill;
    }

    public boolean isDeleteRemote() {
        return deleteRemote;
    }

    public void setDeleteRemote(boolean deleteRemote) {
        this.deleteRemote = deleteRemote;
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
    }

    @Override
    public TopazConfiguration copy() {
        return (TopazConfiguration) super.copy();
    }
}
