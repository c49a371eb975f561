package io.camelupscale.test.topaz;

import io.camelupscale.media.ImageFormat;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be done to a picture: each is an endpoint. The models are the documented ones, and those that are known to be served. */
enum ImageFamily {
    ENHANCE(
            "/enhance",
            "Enhance",
            "Standard V2",
            "Low Resolution V2",
            "CGI",
            "High Fidelity V2",
            "Text Refine",
            "Upscale High Fidelity V3"),
    ENHANCE_GEN(
            "/enhance-gen",
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
            "/sharpen",
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
    SHARPEN_GEN("/sharpen-gen", "Sharpen", "Super Focus V2", "Super Focus V3"),
    DENOISE("/denoise", "Denoise", "Normal", "Strong", "Extreme"),
    RESTORE_GEN("/restore-gen", "Restore", "Dust-Scratch", "Dust-Scratch V2", "Faces"),
    LIGHTING("/lighting", "Lighting", "Adjust", "Adjust V2", "White Balance", "Colorize"),
    MATTING("/matting", "Matting", "Object", "RemoveBG"),
    TOOL("/tool", "Tool", "Transparency Upscale");

    private final String path;
    private final String category;
    private final List<String> models;

    /** @param models the default first */
    ImageFamily(String path, String category, String... models) {
        this.path = path;
        this.category = category;
        this.models = List.of(models);
    }

    static Optional<ImageFamily> at(String path) {
        return Arrays.stream(values())
                .filter(family -> path.equals(family.path + "/async"))
                .findFirst();
    }

    /** The one that an estimate is about. */
    static Optional<ImageFamily> of(String category, boolean generative) {
        return Arrays.stream(values())
                .filter(family -> family.category.equals(category) && family.isGenerative() == generative)
                .findFirst();
    }

    String category() {
        return category;
    }

    List<String> models() {
        return models;
    }

    String defaultModel() {
        return models.get(0);
    }

    boolean isGenerative() {
        return path.endsWith("-gen");
    }

    /** Whether the size of the result can be chosen. */
    boolean isSized() {
        return category.equals("Enhance") || this == TOOL;
    }

    Set<ImageFormat> sources() {
        return this == TOOL ? EnumSet.of(ImageFormat.PNG) : allFormats();
    }

    Set<ImageFormat> results() {
        return this == TOOL || this == MATTING ? EnumSet.of(ImageFormat.PNG) : allFormats();
    }

    private static Set<ImageFormat> allFormats() {
        return EnumSet.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.TIFF);
    }
}
