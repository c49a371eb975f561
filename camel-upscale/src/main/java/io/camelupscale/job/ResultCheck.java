package io.camelupscale.job;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.nio.file.Path;

/** Proves that a result is what was asked for, as far as its header tells. */
final class ResultCheck {

    private ResultCheck() {}

    /**
     * The result's header.
     *
     * @throws IOException if it is no picture, or not one in the size and format that were asked for
     */
    static ImageInfo check(UpscaleRequest request, Path file) throws IOException {
        ImageInfo source = ImageInfo.read(request.source());
        ImageInfo result = ImageInfo.read(file);
        int width = source.displayWidth() * request.spec().scale();
        int height = source.displayHeight() * request.spec().scale();
        if (result.displayWidth() != width || result.displayHeight() != height) {
            throw new IOException("it is %d x %d pixels where %d x %d were asked for"
                    .formatted(result.displayWidth(), result.displayHeight(), width, height));
        }
        ImageFormat format = format(request, source);
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
