package io.camelupscale.topaz;

import io.camelupscale.ServiceConfiguration;
import io.camelupscale.topaz.video.AudioCodec;
import io.camelupscale.topaz.video.AudioTransfer;
import io.camelupscale.topaz.video.Compression;
import io.camelupscale.topaz.video.VideoEncoder;
import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that count for {@code topaz:video} alone. */
@Configurer
@UriParams
public class VideoConfiguration extends ServiceConfiguration {

    @UriParam(
            label = "producer",
            prefix = "filter.",
            multiValue = true,
            description =
                    "Video only: the models that it goes through, as filter.NUMBER.model, with their dials by Topaz' names for"
                            + " them, such as filter.1.model=prob-4&filter.1.auto=Auto&filter.2.model=apo-8&filter.2.fps=60."
                            + " They are sent in the order of their numbers. Instead of model and setting.*, which make one"
                            + " filter; without either it is prob-4.")
    private Map<String, Object> filters = Map.of();

    @UriParam(
            label = "producer",
            description =
                    "Video only: frames per second of the result. Another rate than the source's needs a filter that"
                            + " interpolates frames. Default is that filter's fps, or the source's rate.")
    private @Nullable Double frameRate;

    @UriParam(
            label = "producer",
            defaultValue = "COPY",
            description = "Video only: what becomes of the sound: COPY, CONVERT to audioCodec, or NONE.")
    private AudioTransfer audio = AudioTransfer.COPY;

    @UriParam(label = "producer", description = "Video only: how the sound is encoded. Default is AAC.")
    private @Nullable AudioCodec audioCodec;

    @UriParam(
            label = "producer",
            description = "Video only: the sound's bitrate, such as 320. Default is the codec's own.")
    private @Nullable String audioBitrate;

    @UriParam(
            label = "producer",
            defaultValue = "H265",
            description =
                    "Video only: how the result is encoded. H265 and H264 are put into mp4, mov or mkv, PRORES into mov, AV1 and VP9"
                            + " into mp4: see outputFormat, whose default is the source's container where the encoder allows it."
                            + " H265 and VP9 make at most 8192 x 8192 pixels, H264 4096 x 4096, PRORES 16386 x 16386, AV1"
                            + " 16384 x 8704.")
    private VideoEncoder videoEncoder = VideoEncoder.H265;

    @UriParam(
            label = "producer",
            description =
                    "Video only: the encoder's profile. H265: Main10 (default), Main. H264: High. PRORES: 422 HQ (default),"
                            + " 422 Std, 422 LT, 422 Proxy. AV1: 8-bit (default), 10-bit. VP9: Good (default), Best.")
    private @Nullable String videoProfile;

    @UriParam(
            label = "producer",
            description =
                    "Video only: a constant bitrate per second, such as 800k or 12m. VP9 needs one. Not together with"
                            + " compression.")
    private @Nullable String videoBitrate;

    @UriParam(
            label = "producer",
            description =
                    "Video only: how strongly H265, H264 and AV1 compress, where no videoBitrate is given. Default is"
                            + " Topaz' own, HIGH.")
    private @Nullable Compression compression;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Video only: whether the upload itself starts the work, without a price that is accepted first. Most"
                            + " express requests have no price at all, and fail then if maxCredits or creditBudget is set.")
    private boolean express;

    @UriParam(
            label = "producer,security",
            prefix = "externalSource.",
            multiValue = true,
            secret = true,
            description =
                    "Video only: the role by which Topaz reads a source of ours from S3: roleArn, externalId, bucketName, and"
                            + " perhaps key and duration in seconds. Its key is by default the path of the URL in the header"
                            + " CamelUpscaleSourceUrl. Without this option that URL is a presigned one.")
    private Map<String, Object> externalSource = Map.of();

    @UriParam(
            label = "producer,security",
            prefix = "externalDestination.",
            multiValue = true,
            secret = true,
            description =
                    "Video only: where Topaz itself puts the result, which is not downloaded then: the role by which it may"
                            + " write to S3, as roleArn, externalId, bucketName, and perhaps duration in seconds and key, the"
                            + " folder, which ends with / and is followed by the source's name. Or a presignedUrl alone, which"
                            + " is for one result. The body is then the place as text, as is the header"
                            + " CamelUpscaleResultLocation.")
    private Map<String, Object> externalDestination = Map.of();

    @UriParam(
            label = "producer,advanced",
            defaultValue = "3",
            description = "Video only: how many parts of videos are uploaded at once. Belongs to the account: its first"
                    + " endpoint counts.")
    private int parallelUploads = 3;

    public Map<String, Object> getFilters() {
        return filters;
    }

    public void setFilters(Map<String, Object> filters) {
        this.filters = filters;
    }

    public @Nullable Double getFrameRate() {
        return frameRate;
    }

    public void setFrameRate(@Nullable Double frameRate) {
        this.frameRate = frameRate;
    }

    public AudioTransfer getAudio() {
        return audio;
    }

    public void setAudio(AudioTransfer audio) {
        this.audio = audio;
    }

    public @Nullable AudioCodec getAudioCodec() {
        return audioCodec;
    }

    public void setAudioCodec(@Nullable AudioCodec audioCodec) {
        this.audioCodec = audioCodec;
    }

    public @Nullable String getAudioBitrate() {
        return audioBitrate;
    }

    public void setAudioBitrate(@Nullable String audioBitrate) {
        this.audioBitrate = audioBitrate;
    }

    public VideoEncoder getVideoEncoder() {
        return videoEncoder;
    }

    public void setVideoEncoder(VideoEncoder videoEncoder) {
        this.videoEncoder = videoEncoder;
    }

    public @Nullable String getVideoProfile() {
        return videoProfile;
    }

    public void setVideoProfile(@Nullable String videoProfile) {
        this.videoProfile = videoProfile;
    }

    public @Nullable String getVideoBitrate() {
        return videoBitrate;
    }

    public void setVideoBitrate(@Nullable String videoBitrate) {
        this.videoBitrate = videoBitrate;
    }

    public @Nullable Compression getCompression() {
        return compression;
    }

    public void setCompression(@Nullable Compression compression) {
        this.compression = compression;
    }

    public boolean isExpress() {
        return express;
    }

    public void setExpress(boolean express) {
        this.express = express;
    }

    public Map<String, Object> getExternalSource() {
        return externalSource;
    }

    public void setExternalSource(Map<String, Object> externalSource) {
        this.externalSource = externalSource;
    }

    public Map<String, Object> getExternalDestination() {
        return externalDestination;
    }

    public void setExternalDestination(Map<String, Object> externalDestination) {
        this.externalDestination = externalDestination;
    }

    public int getParallelUploads() {
        return parallelUploads;
    }

    public void setParallelUploads(int parallelUploads) {
        this.parallelUploads = parallelUploads;
    }

    @Override
    protected void takePrefixed(Map<String, Object> parameters) {
        super.takePrefixed(parameters);
        filters = with(filters, "filter.", parameters);
        externalSource = with(externalSource, "externalSource.", parameters);
        externalDestination = with(externalDestination, "externalDestination.", parameters);
    }
}
