package io.camelupscale.examples.upscaleservice;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The networks that clients may name. */
final class Models {

    /** What the original service takes where no model is named, so that its clients may name it here. */
    static final String DEFAULT = "realesrgan-x4plus";

    private static final int LEAST_SCALE = 2;

    private static final List<Model> ALL = List.of(
            new Model("realesr-general-x4v3", "Photographs: clear edges, no grain, no JPEG blocks", scalesUpTo(4)),
            new Model("realesr-animevideov3-x4", "Drawings; fast", scalesUpTo(4)),
            new Model("waifu2x-upconv7-x2", "True to the source: documents, faces, drawings", scalesUpTo(2)),
            new Model("waifu2x-upconv7-x2-noise1", "The same, removes slight noise", scalesUpTo(2)),
            new Model(DEFAULT, "Another name for the default: the model that suits the scale best", scalesUpTo(4)));

    /** As the API shows it. */
    record Model(String name, String description, List<Integer> supportedScales) {

        boolean supports(int scale) {
            return supportedScales.contains(scale);
        }
    }

    private Models() {}

    /** @param scale null for all */
    static List<Model> list(@Nullable Integer scale) {
        return ALL.stream()
                .filter(model -> scale == null || model.supports(scale))
                .toList();
    }

    /** @throws ApiException 422 if there is no such model, or none of this scale */
    static void check(String name, int scale) {
        if (scale < LEAST_SCALE || scale > 4) {
            throw new ApiException(422, "invalid scale: " + scale + " (must be 2, 3, or 4)");
        }
        Model model = ALL.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ApiException(422, "model not found: " + name));
        if (!model.supports(scale)) {
            throw new ApiException(
                    422, "invalid scale: " + scale + " (model " + name + " supports " + model.supportedScales() + ")");
        }
    }

    /** The engine's name of a model; null for its default. */
    static @Nullable String engineName(String name) {
        return name.equals(DEFAULT) ? null : name;
    }

    private static List<Integer> scalesUpTo(int largest) {
        return IntStream.rangeClosed(LEAST_SCALE, largest).boxed().toList();
    }
}
