package io.camelupscale.topaz.image;

import io.camelupscale.spi.UpscaleSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What only the Image API knows, to and from the text that a request carries it as.
 *
 * @param model settings of the model, by the API's names for them
 */
public record ImageSettings(ImageTask task, boolean deleteRemote, SortedMap<String, String> model) {

    private static final String TASK = "task";
    private static final String DELETE_REMOTE = "deleteRemote";
    private static final String MODEL = "setting.";

    public static ImageSettings of(ImageTask task, boolean deleteRemote, Map<String, Object> models) {
        SortedMap<String, String> texts = new TreeMap<>();
        models.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return new ImageSettings(task, deleteRemote, texts);
    }

    static ImageSettings of(UpscaleSpec spec) {
        SortedMap<String, String> models = new TreeMap<>();
        spec.settings().forEach((name, value) -> {
            if (name.startsWith(MODEL)) {
                models.put(name.substring(MODEL.length()), value);
            }
        });
        return new ImageSettings(
                ImageTask.of(spec.settings().getOrDefault(TASK, ImageTask.ENHANCE.word())),
                Boolean.parseBoolean(spec.settings().get(DELETE_REMOTE)),
                models);
    }

    public Map<String, String> asText() {
        Map<String, String> texts = new HashMap<>();
        texts.put(TASK, task.word());
        if (deleteRemote) {
            texts.put(DELETE_REMOTE, "true");
        }
        model.forEach((name, value) -> texts.put(MODEL + name, value));
        return texts;
    }
}
