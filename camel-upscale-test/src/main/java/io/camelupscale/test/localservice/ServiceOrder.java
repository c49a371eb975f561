package io.camelupscale.test.localservice;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.MultipartForm;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.service.JobOrder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a form orders, and what will be found wrong with it: nothing of that is looked at before the job has its turn.
 *
 * @param invalid why the worker refuses it when it begins; null if it does not
 * @param broken  why the engine fails at it in the end; null if it does not
 */
record ServiceOrder(JobOrder order, @Nullable String invalid, @Nullable String broken) {

    private static final List<Integer> SCALES = List.of(2, 3, 4);
    private static final int DEFAULT_SCALE = 4;
    private static final String DEFAULT_MODEL = "realesrgan-x4plus";

    /** The extensions that the engine knows: in one case of letters, the whole of it. */
    private static final Map<String, ImageFormat> EXTENSIONS = Map.of(
            "png", ImageFormat.PNG,
            "PNG", ImageFormat.PNG,
            "jpg", ImageFormat.JPEG,
            "JPG", ImageFormat.JPEG,
            "jpeg", ImageFormat.JPEG,
            "JPEG", ImageFormat.JPEG,
            "webp", ImageFormat.WEBP,
            "WEBP", ImageFormat.WEBP);

    /** @throws BadRequestException 400 if a number is none */
    static ServiceOrder of(MultipartForm form, Upload source, List<String> models) throws IOException {
        int asked = number(form, "scale");
        int scale = asked == 0 ? DEFAULT_SCALE : asked;
        String model = form.fields().getOrDefault("model_name", DEFAULT_MODEL);
        Map<String, String> wishes = new TreeMap<>();
        wishes.put("tile_size", String.valueOf(number(form, "tile_size")));
        Optional<ImageInfo> picture = picture(source); // the engine does not turn it
        String extension = extension(source.fileName());
        ImageFormat format = extension.isEmpty() ? ImageFormat.PNG : EXTENSIONS.get(extension);
        JobOrder order = new JobOrder(
                source,
                picture.map(ImageInfo::width).orElse(0),
                picture.map(ImageInfo::height).orElse(0),
                model,
                picture.map(ImageInfo::width).orElse(0) * scale,
                picture.map(ImageInfo::height).orElse(0) * scale,
                format == null ? ImageFormat.PNG : format,
                wishes,
                null,
                null);
        String invalid = null;
        if (!SCALES.contains(scale)) {
            invalid = "validation failed: invalid scale: " + scale + " (must be 2, 3, or 4)";
        } else if (!models.contains(model)) {
            invalid = "validation failed: model not found: " + model;
        } else if (picture.isEmpty()) {
            invalid = "failed to get input size: failed to decode image config: image: unknown format";
        }
        return new ServiceOrder(order, invalid, invalid == null ? broken(source, format) : null);
    }

    private static @Nullable String broken(Upload source, @Nullable ImageFormat format) throws IOException {
        if (format == null) {
            return "upscale failed: exit status 255";
        }
        return format == ImageFormat.JPEG && ImageInfo.hasAlpha(source.file())
                ? "failed to get output size: open /tmp/" + source.fileName() + ": no such file or directory"
                : null;
    }

    private static Optional<ImageInfo> picture(Upload source) {
        try {
            return Optional.of(ImageInfo.read(source.file()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String extension(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? "" : fileName.substring(dot + 1);
    }

    private static int number(MultipartForm form, String field) throws IOException {
        String text = form.fields().getOrDefault(field, "0");
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new BadRequestException(
                    400, "invalid request: strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
    }
}
