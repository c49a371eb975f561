package io.camelupscale.topaz.image;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What only the Image API knows, to and from the text that a request carries it as.
 *
 * @param size   of the result; {@link Size#NONE} where the scale says it
 * @param source of a source that cannot be looked at; {@link Size#NONE} where nobody told
 * @param model  settings of the model, by the API's names for them
 */
public record ImageSettings(
        ImageTask task,
        boolean deleteRemote,
        Size size,
        boolean cropToFill,
        Size source,
        SortedMap<String, String> model) {

    public static final String OUTPUT_WIDTH = "outputWidth";
    public static final String OUTPUT_HEIGHT = "outputHeight";
    public static final String SOURCE_WIDTH = "sourceWidth";
    public static final String SOURCE_HEIGHT = "sourceHeight";

    private static final String TASK = "task";
    private static final String DELETE_REMOTE = "deleteRemote";
    private static final String CROP_TO_FILL = "cropToFill";
    private static final String MODEL = "setting.";

    /** In pixels, as a viewer shows it. One side alone keeps the aspect. */
    public record Size(@Nullable Integer width, @Nullable Integer height) {

        public static final Size NONE = new Size(null, null);

        boolean isWhole() {
            return width != null && height != null;
        }
    }

    /** Without a size. */
    public static ImageSettings of(ImageTask task, boolean deleteRemote, Map<String, Object> models) {
        SortedMap<String, String> texts = new TreeMap<>();
        models.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return new ImageSettings(task, deleteRemote, Size.NONE, false, Size.NONE, texts);
    }

    static ImageSettings of(UpscaleSpec spec) {
        SortedMap<String, String> models = new TreeMap<>();
        Map<String, String> texts = spec.settings();
        texts.forEach((name, value) -> {
            if (name.startsWith(MODEL)) {
                models.put(name.substring(MODEL.length()), value);
            }
        });
        return new ImageSettings(
                ImageTask.of(texts.getOrDefault(TASK, ImageTask.ENHANCE.word())),
                Boolean.parseBoolean(texts.get(DELETE_REMOTE)),
                size(texts, OUTPUT_WIDTH, OUTPUT_HEIGHT),
                Boolean.parseBoolean(texts.get(CROP_TO_FILL)),
                size(texts, SOURCE_WIDTH, SOURCE_HEIGHT),
                models);
    }

    /** The same for a result of this size. */
    public ImageSettings with(Size result, boolean crop) {
        return new ImageSettings(task, deleteRemote, result, crop, source, model);
    }

    /** Whether texts of settings say how large the result is to be. */
    public static boolean areSized(Map<String, String> texts) {
        return texts.containsKey(OUTPUT_WIDTH) || texts.containsKey(OUTPUT_HEIGHT);
    }

    boolean isSized() {
        return !size.equals(Size.NONE);
    }

    public Map<String, String> asText() {
        Map<String, String> texts = new HashMap<>();
        texts.put(TASK, task.word());
        if (deleteRemote) {
            texts.put(DELETE_REMOTE, "true");
        }
        if (cropToFill) {
            texts.put(CROP_TO_FILL, "true");
        }
        put(texts, OUTPUT_WIDTH, size.width());
        put(texts, OUTPUT_HEIGHT, size.height());
        put(texts, SOURCE_WIDTH, source.width());
        put(texts, SOURCE_HEIGHT, source.height());
        model.forEach((name, value) -> texts.put(MODEL + name, value));
        return texts;
    }

    private static void put(Map<String, String> texts, String name, @Nullable Integer value) {
        if (value != null) {
            texts.put(name, value.toString());
        }
    }

    private static Size size(Map<String, String> texts, String width, String height) {
        return new Size(number(texts, width), number(texts, height));
    }

    private static @Nullable Integer number(Map<String, String> texts, String name) {
        String text = texts.get(name);
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw new ProviderException(Kind.REJECTED, name + " is no number: " + text, e);
        }
    }
}
