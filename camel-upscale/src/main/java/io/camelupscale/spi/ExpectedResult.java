package io.camelupscale.spi;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.media.MediaInfo;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a request must lead to.
 *
 * @param width  in pixels, as a viewer shows it; 0 where nobody can know
 * @param height in pixels, as a viewer shows it; 0 where nobody can know
 * @param frames how many pictures it consists of, for guesses at the time that it takes; 1 where nobody can know
 * @param format the name of its {@link io.camelupscale.media.MediaFormat}; null where any is right
 */
public record ExpectedResult(int width, int height, long frames, @Nullable String format) {

    public ExpectedResult {
        frames = Math.max(1, frames); // rows of jobs that were written before there were videos have none
    }

    /** A picture. */
    public ExpectedResult(int width, int height, ImageFormat format) {
        this(width, height, 1, format.name());
    }

    /** A picture that is larger than its source as often as the request says, in the wanted format or the source's own. */
    public static ExpectedResult enlarged(UpscaleRequest request) {
        try {
            ImageInfo source = ImageInfo.read(request.source());
            int scale = request.spec().scale();
            return new ExpectedResult(
                    Math.multiplyExact(source.displayWidth(), scale),
                    Math.multiplyExact(source.displayHeight(), scale),
                    format(request.spec().outputFormat(), source));
        } catch (IOException | ArithmeticException e) {
            throw new ProviderException(ProviderException.Kind.REJECTED, String.valueOf(e.getMessage()), e);
        }
    }

    /** Number of pixels, in all of its frames; at least 1. */
    public long pixels() {
        return Math.max(1, (long) width * height) * frames;
    }

    /**
     * The header of what was delivered.
     *
     * @throws IOException if it is neither a picture nor a video, or not one of this size and format
     */
    public MediaInfo check(Path file) throws IOException {
        MediaInfo result = MediaInfo.read(file);
        if (differs(width, result.displayWidth()) || differs(height, result.displayHeight())) {
            throw new IOException("it is %d x %d pixels where %d x %d were asked for"
                    .formatted(result.displayWidth(), result.displayHeight(), width, height));
        }
        if (format != null && !format.equals(result.format().name())) {
            throw new IOException("it is " + result.format() + " where " + format + " was asked for");
        }
        return result;
    }

    private static boolean differs(int expected, int is) {
        return expected != 0 && expected != is;
    }

    private static ImageFormat format(@Nullable String wanted, ImageInfo source) throws IOException {
        if (wanted == null) {
            return source.format().resultFormat();
        }
        return ImageFormat.byName(wanted).orElseThrow(() -> new IOException("unknown format " + wanted));
    }
}
