package io.camelupscale.localupscale.engine;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Writes lossy WebP. The library wants the whole picture at once, so that the heap bounds its size. */
final class WebpEncoder implements PictureEncoder {

    /** The picture, and the writer's own copy of it. */
    private static final int BYTES_PER_PIXEL = 8;

    private final int quality;

    /** @throws EngineException if the native library does not exist for this platform */
    WebpEncoder(int quality) {
        this.quality = quality;
        try {
            parameters(writer());
        } catch (LinkageError e) {
            throw new EngineException(
                    "WebP cannot be written on %s %s, for which webp-imageio has no native library; PNG, JPEG and TIFF can"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")),
                    e);
        }
    }

    @Override
    public long extraBytes(long pixels) {
        return pixels * BYTES_PER_PIXEL;
    }

    @Override
    public void encode(BandStream bands, Path target) throws IOException {
        ImageWriter writer = writer();
        Writers.write(writer, new BandedImage(bands), null, parameters(writer), target);
    }

    private static ImageWriter writer() {
        return Writers.named("webp", "com.luciad.imageio.webp.WebPWriter");
    }

    private ImageWriteParam parameters(ImageWriter writer) {
        return Writers.parameters(writer, "Lossy", quality / 100f);
    }
}
