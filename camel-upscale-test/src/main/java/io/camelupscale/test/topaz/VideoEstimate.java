package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a video would cost, in credits.
 *
 * @param lower what is charged
 */
record VideoEstimate(double lower, double upper, long seconds) {

    private static final double PIXELS_PER_CREDIT = 1e9;
    private static final int FRAMES_PER_SECOND = 10;

    /** By frames and pixels; null where the source is not described. */
    static @Nullable VideoEstimate of(JsonNode wish, @Nullable VideoEstimate fixed) {
        double frames = wish.at("/source/frameCount").asDouble();
        if (frames == 0) {
            return null;
        }
        if (fixed != null) {
            return fixed;
        }
        double pixels = wish.at("/output/resolution/width").asDouble()
                * wish.at("/output/resolution/height").asDouble();
        double lower = Math.max(1, Math.ceil(frames * pixels / PIXELS_PER_CREDIT));
        return new VideoEstimate(lower, Math.ceil(lower * 1.2), (long) Math.ceil(frames / FRAMES_PER_SECOND));
    }

    Map<String, Object> view() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("cost", List.of(number(lower), number(upper)));
        view.put("time", List.of(seconds, seconds + seconds / 5));
        return view;
    }

    /** A whole number where it is one. */
    static Number number(double amount) {
        if (amount == Math.rint(amount)) {
            return (long) amount;
        }
        return amount;
    }
}
