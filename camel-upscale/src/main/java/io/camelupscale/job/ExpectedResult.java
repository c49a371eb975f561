package io.camelupscale.job;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a request must lead to. Known from the source's header before anything is sent, so that what is no picture is never
 * paid for.
 *
 * @param width  in pixels, as a viewer shows it
 * @param height in pixels, as a viewer shows it
 */
public record ExpectedResult(int width, int height, ImageFormat format) {

    /** @throws IOException if the source is no picture, or the format is none */
    static ExpectedResult of(UpscaleRequest request) throws IOException {
        ImageInfo source = ImageInfo.read(request.source());
        int scale = request.spec().scale();
        return new ExpectedResult(
                Math.multiplyExact(source.displayWidth(), scale),
                Math.multiplyExact(source.displayHeight(), scale),
                format(request, source));
    }

    /**
     * The header of what was delivered.
     *
     * @throws IOException if it is no picture, or not one of this size and format
     */
    ImageInfo check(Path file) throws IOException {
        ImageInfo result = ImageInfo.read(file);
        if (result.displayWidth() != width || result.displayHeight() != height) {
            throw new IOException("it is %d x %d pixels where %d x %d were asked for"
                    .formatted(result.displayWidth(), result.displayHeight(), width, height));
        }
        if (result.format() != format) {
            throw new IOException("it is " + result.format() + " where " + format + " was asked for");
        }
        return result;
    }

    private static ImageFormat format(UpscaleRequest request, ImageInfo source) throws IOException {
        String wanted = request.spec().outputFormat();
        if (wanted == null) {
            return source.format().resultFormat();
        }
        return ImageFormat.byName(wanted).orElseThrow(() -> new IOException("unknown format " + wanted));
    }
}
