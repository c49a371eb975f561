package io.camelupscale.localupscale;

import io.camelupscale.UpscaleConfiguration;
import io.camelupscale.localupscale.engine.Device;
import io.camelupscale.localupscale.engine.Engine;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of the embedded engine. */
@Configurer
@UriParams
public class LocalUpscaleConfiguration extends UpscaleConfiguration {

    @UriParam(
            label = "producer",
            defaultValue = "AUTO",
            description =
                    "What runs the network. AUTO takes for each model the first of: ONNX Runtime on a CUDA device, Java"
                            + " with the Vector API, ONNX Runtime on the CPU, Java without the Vector API. JAVA and ONNX"
                            + " take that one; ONNX fails at start without its jar.")
    private Engine engine = Engine.AUTO;

    @UriParam(
            label = "producer",
            defaultValue = "AUTO",
            description =
                    "Where the network runs. AUTO takes a CUDA device if there is one and the CPU if not; CUDA fails"
                            + " at start if there is none. CUDA needs the GPU edition of ONNX Runtime.")
    private Device device = Device.AUTO;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "How many threads run the network, for all pictures together. 0 is one per available processor."
                            + " Endpoints with the same engine, device and threads share them.")
    private int threads;

    @UriParam(
            label = "producer",
            defaultValue = "256",
            description =
                    "Side in source pixels of the tiles that a picture is cut into, 32 to 2048. Smaller tiles need less"
                            + " memory, larger ones spend less time on overlap.")
    private int tileSize = UpscaleOptions.DEFAULT_TILE_SIZE;

    @UriParam(
            label = "producer",
            defaultValue = "0",
            description =
                    "By how many source pixels each tile overlaps its neighbours, 0 to 256. 0 is the model's own value,"
                            + " at which no seam is visible: 24 for realesr-general-x4v3, 18 for realesr-animevideov3-x4, 7 for"
                            + " waifu2x, 32 for a model from a file.")
    private int tileOverlap;

    @UriParam(label = "producer", defaultValue = "92", description = "Quality of JPEG and WebP results, 0 to 100.")
    private int quality = UpscaleOptions.DEFAULT_QUALITY;

    @UriParam(
            label = "producer",
            defaultValue = "2",
            description = "Compression level of PNG and TIFF results, 0 (none) to 9 (smallest file).")
    private int compressionLevel = UpscaleOptions.DEFAULT_COMPRESSION_LEVEL;

    @UriParam(
            label = "producer",
            defaultValue = "100000000",
            description = "A source with more pixels is refused before it is decoded.")
    private long maxInputPixels = UpscaleOptions.DEFAULT_MAX_INPUT_PIXELS;

    @UriParam(
            label = "producer",
            defaultValue = "1600000000",
            description = "A source whose result would have more pixels is refused before it is decoded.")
    private long maxOutputPixels = UpscaleOptions.DEFAULT_MAX_OUTPUT_PIXELS;

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
    public LocalUpscaleConfiguration copy() {
        return (LocalUpscaleConfiguration) super.copy();
    }
}
