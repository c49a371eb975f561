package io.camelupscale.topaz.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What the Image API does to a picture: one of its endpoints. */
public enum ImageTask {
    ENHANCE(
            "Enhance",
            "Standard V2",
            "Low Resolution V2",
            "CGI",
            "High Fidelity V2",
            "Text Refine",
            "Upscale High Fidelity V3"),
    ENHANCE_GEN(
            "Enhance",
            "Redefine",
            "Standard MAX",
            "Recovery V2",
            "Wonder",
            "Wonder 2",
            "Wonder 3",
            "Wonder 3.5",
            "Recover 3",
            "Bloom 2",
            "Bloom Realism",
            "Reimagine"),
    SHARPEN(
            "Sharpen",
            "Standard",
            "Strong",
            "Lens Blur",
            "Lens Blur V2",
            "Motion Blur",
            "Natural",
            "Refocus",
            "Wildlife",
            "Portrait",
            "Auto Sharpen"),
    SHARPEN_GEN("Sharpen", "Super Focus V2", "Super Focus V3"),
    DENOISE("Denoise", "Normal", "Strong", "Extreme"),
    RESTORE_GEN("Restore", "Dust-Scratch", "Dust-Scratch V2", "Faces"),
    LIGHTING("Lighting", "Adjust", "Adjust V2", "White Balance", "Colorize"),
    MATTING("Matting", "Object", "RemoveBG"),
    TOOL("Tool", "Transparency Upscale");

    private final String category;
    private final String defaultModel;
    private final Set<String> models;

    ImageTask(String category, String defaultModel, String... more) {
        this.category = category;
        this.defaultModel = defaultModel;
        this.models = Set.of(more);
    }

    /** The task's name in options and in paths of the API, such as {@code enhance-gen}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The task with this {@link #word}. */
    static ImageTask of(String word) {
        return Arrays.stream(values())
                .filter(task -> task.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no task " + word));
    }

    /** What the API calls it in estimates. */
    String category() {
        return category;
    }

    /** The model that the API documents to take where none is named. */
    String defaultModel() {
        return defaultModel;
    }

    /** Whether this is a model of this task, as far as it is known. Lists of models lag behind the service. */
    boolean knows(String model) {
        return model.equals(defaultModel) || models.contains(model);
    }

    /** Whether results may be larger than sources. */
    public boolean scales() {
        return this == ENHANCE || this == ENHANCE_GEN || this == TOOL;
    }

    /** Whether results are PNG whatever the source is. */
    public boolean makesPngOnly() {
        return this == MATTING || this == TOOL;
    }

    boolean isGenerative() {
        return this == ENHANCE_GEN || this == SHARPEN_GEN || this == RESTORE_GEN;
    }
}
