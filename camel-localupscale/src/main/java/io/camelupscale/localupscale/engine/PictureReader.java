package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageInfo;
import io.camelupscale.media.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** One source file, opened: first its size in memory, then its pixels. */
final class PictureReader implements AutoCloseable {

    private final Path file;
    private final ImageInfo info;
    private final ImageReader reader;
    private final ImageInputStream input;
    private @Nullable String damage;

    PictureReader(Path file, ImageInfo info) throws IOException {
        this.file = file;
        this.info = info;
        this.input = new FileImageInputStream(file.toFile());
        this.reader = ImageInfo.reader(info.format());
        reader.setInput(input, true, false);
        reader.addIIOReadWarningListener(new Damage());
    }

    /** Bytes of heap that decoding needs, from the header; an estimate from above. */
    long decodedBytes() {
        long perPixel = 4;
        try {
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            if (types.hasNext()) {
                SampleModel samples = types.next().getSampleModel();
                int bytesPerSample = samples.getSampleSize(0) > 8 ? 2 : 1;
                // palettes and bit planes are expanded to RGB beside the original
                perPixel = Math.max(samples.getNumBands() == 1 ? 1 : 3, samples.getNumBands()) * bytesPerSample;
            }
        } catch (IOException | RuntimeException e) {
            // decoding will tell what is wrong, in better words
            perPixel = 8;
        }
        return info.pixels() * perPixel;
    }

    /**
     * Decodes the first picture of the file, in sRGB and upright.
     *
     * @throws UnreadableImageException if the file is damaged or ends early
     */
    Pixels read(Cancellation cancellation) throws IOException {
        BufferedImage decoded = decode(cancellation);
        if (decoded.getWidth() != info.width() || decoded.getHeight() != info.height()) {
            throw new UnreadableImageException("the header says %d x %d pixels, but there are %d x %d"
                    .formatted(info.width(), info.height(), decoded.getWidth(), decoded.getHeight()));
        }
        Optional<byte[]> profile = EmbeddedProfile.read(file, info.format());
        Pixels pixels = RasterNormalizer.normalize(decoded, profile);
        if (pixels.hasAlpha()) {
            TransparentColours.bleed(pixels);
        }
        return pixels.oriented(info.orientation());
    }

    private BufferedImage decode(Cancellation cancellation) throws IOException {
        reader.addIIOReadProgressListener(new AbortWhenCancelled(cancellation));
        BufferedImage image;
        try {
            image = reader.read(0);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // plug-ins answer damaged files with whatever exception they stumble over
            throw new UnreadableImageException("damaged or incomplete %s: %s".formatted(info.format(), reason(e)), e);
        }
        cancellation.throwIfCancelled();
        if (damage != null) {
            throw new UnreadableImageException("damaged or incomplete %s: %s".formatted(info.format(), damage));
        }
        return image;
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public void close() throws IOException {
        reader.dispose();
        input.close();
    }

    /** Readers go on after the end of the file and paint the rest grey; only a warning tells. */
    private final class Damage implements IIOReadWarningListener {
        @Override
        public void warningOccurred(ImageReader source, String warning) {
            String text = warning.toLowerCase(Locale.ROOT);
            boolean pixelsAffected = Stream.of(
                            "truncated",
                            "premature",
                            "missing eoi",
                            "bad huffman",
                            "eof",
                            "end of file",
                            "corrupt jpeg")
                    .anyMatch(text::contains);
            // stray bytes between segments are common and harmless
            if (pixelsAffected && !text.contains("extraneous bytes") && !text.contains("icc")) {
                damage = warning;
            }
        }
    }
}
