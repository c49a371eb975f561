package io.camelupscale.test;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.media.UnreadableImageException;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpRequest;
import io.camelupscale.test.http.MultipartForm;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.service.JobOrder;
import io.camelupscale.test.service.Simulation;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Reads submits of the neutral API, and is strict about them. */
final class OrderReader {

    static final String REFERENCE = "reference";
    static final String IDEMPOTENCY_KEY = "idempotency-key";
    static final int MAX_SIDE = 1_000_000;

    private static final String SCALE = "scale";
    private static final String FORMAT = "format";
    private static final String NAME = "name";
    private static final String IMAGE = "image";
    private static final Set<String> KNOWN = Set.of(SCALE, FORMAT, NAME, REFERENCE);

    private final Simulation simulation;

    OrderReader(Simulation simulation) {
        this.simulation = simulation;
    }

    JobOrder read(HttpRequest request) throws IOException {
        Map<String, String> fields = new HashMap<>(request.query());
        Upload source = source(request, fields);
        for (String field : fields.keySet()) {
            if (!KNOWN.contains(field)) {
                throw new BadRequestException(400, "unknown field " + field);
            }
        }
        if (source.length() == 0) {
            throw new BadRequestException(400, "the picture is empty");
        }
        ImageInfo info = info(source);
        int scale = scale(fields.getOrDefault(SCALE, "2"));
        int width = info == null ? 0 : info.displayWidth();
        int height = info == null ? 0 : info.displayHeight();
        return new JobOrder(
                source,
                width,
                height,
                "upscale",
                width * scale,
                height * scale,
                format(fields.get(FORMAT), info),
                info == null ? Map.of(SCALE, "" + scale) : Map.of(),
                fields.get(REFERENCE),
                request.header(IDEMPOTENCY_KEY));
    }

    static int scale(String text) throws IOException {
        return number(text, SCALE, 2, 8);
    }

    static int number(String text, String name, int least, int most) throws IOException {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // answered below
        }
        throw new BadRequestException(400, name + '=' + text + " is not in " + least + " to " + most);
    }

    private Upload source(HttpRequest request, Map<String, String> fields) throws IOException {
        if (!MultipartForm.isIn(request)) {
            return simulation.uploads().store(fields.getOrDefault(NAME, ""), request.body());
        }
        MultipartForm form = MultipartForm.read(request, simulation.uploads());
        Upload image = form.files().get(IMAGE);
        if (image == null || form.files().size() > 1) {
            throw new BadRequestException(
                    400,
                    "one file named " + IMAGE + " is wanted, not "
                            + form.files().keySet());
        }
        fields.putAll(form.fields());
        return image;
    }

    /** The picture's header; null for what is no picture, where results are generated. */
    private @Nullable ImageInfo info(Upload source) throws IOException {
        try {
            return ImageInfo.read(source.file());
        } catch (UnreadableImageException e) {
            if (simulation.settings().results() == null) {
                throw new BadRequestException(415, String.valueOf(e.getMessage()));
            }
            return null;
        }
    }

    private ImageFormat format(@Nullable String wanted, @Nullable ImageInfo source) throws IOException {
        ImageFormat own = source == null ? ImageFormat.PNG : source.format().resultFormat();
        ImageFormat format = wanted == null
                ? own
                : ImageFormat.byName(wanted)
                        .filter(ImageFormat::writable)
                        .orElseThrow(() -> new BadRequestException(400, "format=" + wanted));
        boolean made = simulation.settings().results() == null;
        if (made && !ImageIO.getImageWritersByFormatName(format.name()).hasNext()) {
            throw new BadRequestException(400, "format: no ImageIO plug-in on the class path writes " + format);
        }
        return format;
    }
}
