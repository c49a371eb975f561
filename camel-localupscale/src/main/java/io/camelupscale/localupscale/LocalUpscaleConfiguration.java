package io.camelupscale.localupscale;

import io.camelupscale.UpscaleConfiguration;
import io.camelupscale.localupscale.engine.Device;
import io.camelupscale.localupscale.engine.Engine;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.localupscale.service.TokenHeader;
import java.util.Map;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options of the embedded engine, and of the client of services that do the same on other machines. */
@Configurer
@UriParams
public class LocalUpscaleConfiguration extends UpscaleConfiguration {

    @UriParam(
            description =
                    "Where an Image Upscale Service is that does the work instead of this JVM, as http(s)://host[:port][/path]; a"
                            + " path takes the place of /api/v1. Several, separated by commas, share the jobs. Endpoints with the"
                            + " same services and token are one account.")
    private @Nullable String serviceUrl;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "What the services want to be shown, if they do. Sent to the hosts of serviceUrl and nowhere else. Only with"
                            + " serviceUrl.")
    private @Nullable String token;

    @UriParam(
            label = "security",
            defaultValue = "AUTHORIZATION",
            description =
                    "The header that holds the token: AUTHORIZATION is Authorization: Bearer TOKEN, X_AUTH_TOKEN is X-Auth-Token:"
                            + " TOKEN. Only with serviceUrl.")
    private TokenHeader tokenHeader = TokenHeader.AUTHORIZATION;

    @UriParam(
            label = "advanced",
            defaultValue = "3",
            description =
                    "How often a job is submitted again that its service has lost, as by a restart or a download that broke off, 0"
                            + " to 100. Belongs to the account: its first endpoint counts. Only with serviceUrl.")
    private int maxResubmits = 3;

    @UriParam(
            label = "advanced",
            prefix = "http.",
            multiValue = true,
            description =
                    "Options of the HTTP client, as camel-http's endpoint has them, such as http.responseTimeout or"
                            + " http.proxyHost. Belong to the account: its first endpoint counts. Only with serviceUrl.")
    private Map<String, Object> httpOptions = Map.of();

    @UriParam(
            label = "producer",
            defaultValue = "AUTO",
            description =
                    "What runs the network. AUTO takes for each model the first of: ONNX Runtime on a CUDA device, Java"
                            + " with the Vector API, ONNX Runtime on the CPU, Java without the Vector API. JAVA and ONNX"
                            + " take that one; ONNX fails at start without its jar. Not with serviceUrl.")
    private Engine engine = Engine.AUTO;

    @UriParam(
            label = "producer",
            defaultValue = "AUTO",
            description =
                    "Where the network runs. AUTO takes a CUDA device if there is one and the CPU if not; CUDA fails"
                            + " at start if there is none, or no GPU edition of ONNX Runtime. Not with serviceUrl.")
    private Device device = Device.AUTO;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "How many threads run the network, for all pictures together. 0 is one per available processor."
                            + " Endpoints with the same engine, device and threads share them. Not with serviceUrl.")
    private int threads;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "Side in source pixels of the tiles that a picture is cut into, 32 to 2048. Smaller tiles need less"
                            + " memory, larger ones spend less time on overlap. 0 is 256 with ONNX Runtime, 256 in height and up"
                            + " to 768 in width with the Java engine, and with serviceUrl the service's own choice.")
    private int tileSize;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "By how many source pixels each tile overlaps its neighbours, 0 to 256. 0 is the model's own value,"
                            + " at which no seam is visible: 24 for realesr-general-x4v3, 18 for realesr-animevideov3-x4, 7 for"
                            + " waifu2x, 32 for a model from a file. Not with"
                            + " serviceUrl.")
    private int tileOverlap;

    @UriParam(
            label = "producer",
            defaultValue = "92",
            description = "Quality of JPEG and WebP results, 0 to 100. Not with serviceUrl.")
    private int quality = UpscaleOptions.DEFAULT_QUALITY;

    @UriParam(
            label = "producer",
            defaultValue = "2",
            description =
                    "Compression level of PNG and TIFF results, 0 (none) to 9 (smallest file). Not with serviceUrl.")
    private int compressionLevel = UpscaleOptions.DEFAULT_COMPRESSION_LEVEL;

    @UriParam(
            label = "producer",
            defaultValue = "100000000",
            description = "A source with more pixels is refused before it is decoded or sent.")
    private long maxInputPixels = UpscaleOptions.DEFAULT_MAX_INPUT_PIXELS;

    @UriParam(
            label = "producer",
            defaultValue = "1600000000",
            description = "A source whose result would have more pixels is refused before it is decoded or sent.")
    private long maxOutputPixels = UpscaleOptions.DEFAULT_MAX_OUTPUT_PIXELS;

    public @Nullable String getServiceUrl() {
        return serviceUrl;
    }

    public void setServiceUrl(@Nullable String serviceUrl) {
        this.serviceUrl = serviceUrl;
    }

    public @Nullable String getToken() {
        return token;
    }

    public void setToken(@Nullable String token) {
        this.token = token;
    }

    public TokenHeader getTokenHeader() {
        return tokenHeader;
    }

    public void setTokenHeader(TokenHeader tokenHeader) {
        this.tokenHeader = tokenHeader;
    }

    public int getMaxResubmits() {
        return maxResubmits;
    }

    public void setMaxResubmits(int maxResubmits) {
        this.maxResubmits = maxResubmits;
    }

    public Map<String, Object> getHttpOptions() {
        return httpOptions;
    }

    public void setHttpOptions(Map<String, Object> httpOptions) {
        this.httpOptions = httpOptions;
    }

    public Engine getEngine() {
        return engine;
    }

    public void setEngine(Engine engine) {
        this.engine = engine;
    }

    public Device getDevice() {
        return device;
    }

    public void setDevice(Device device) {
        this.device = device;
    }

    public int getThreads() {
        return threads;
    }

    public void setThreads(int threads) {
        this.threads = threads;
    }

    public int getTileSize() {
        return tileSize;
    }

    public void setTileSize(int tileSize) {
        this.tileSize = tileSize;
    }

    public int getTileOverlap() {
        return tileOverlap;
    }

    public void setTileOverlap(int tileOverlap) {
        this.tileOverlap = tileOverlap;
    }

    public int getQuality() {
        return quality;
    }

    public void setQuality(int quality) {
        this.quality = quality;
    }

    public int getCompressionLevel() {
        return compressionLevel;
    }

    public void setCompressionLevel(int compressionLevel) {
        this.compressionLevel = compressionLevel;
    }

    public long getMaxInputPixels() {
        return maxInputPixels;
    }

    public void setMaxInputPixels(long maxInputPixels) {
        this.maxInputPixels = maxInputPixels;
    }

    public long getMaxOutputPixels() {
        return maxOutputPixels;
    }

    public void setMaxOutputPixels(long maxOutputPixels) {
        this.maxOutputPixels = maxOutputPixels;
    }

    @Override
    protected void takePrefixed(Map<String, Object> parameters) {
        super.takePrefixed(parameters);
        httpOptions = with(httpOptions, "http.", parameters);
    }

    @Override
    public LocalUpscaleConfiguration copy() {
        return (LocalUpscaleConfiguration) super.copy();
    }
}
