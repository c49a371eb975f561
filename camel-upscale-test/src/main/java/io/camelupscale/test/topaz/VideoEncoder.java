package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The encoders of the Video API and their limits. */
enum VideoEncoder {
    AV1(16_384, 8_704, 800, "8-bit", "10-bit"),
    H264(4_096, 4_096, 2_000, "High"),
    H265(8_192, 8_192, 2_000, "Main10", "Main"),
    PRORES(16_386, 16_386, Integer.MAX_VALUE, "422 HQ", "422 Std", "422 LT", "422 Proxy"),
    VP9(8_192, 8_192, 2_000, "Good", "Best");

    private static final Pattern BITRATE = Pattern.compile("(\\d{1,9})([km])");

    private final int longSide;
    private final int shortSide;
    private final int maxMegabits;
    private final List<String> profiles;

    VideoEncoder(int longSide, int shortSide, int maxMegabits, String... profiles) {
        this.longSide = longSide;
        this.shortSide = shortSide;
        this.maxMegabits = maxMegabits;
        this.profiles = List.of(profiles);
    }

    static @Nullable VideoEncoder find(String name) {
        return Arrays.stream(values())
                .filter(encoder -> encoder.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    /** That of a result. */
    static String container(JsonNode output) {
        VideoEncoder encoder = find(output.path("videoEncoder").asText("H265"));
        if (encoder == PRORES) {
            return "mov";
        }
        return encoder == AV1 || encoder == VP9
                ? "mp4"
                : output.path("container").asText("mp4");
    }

    List<String> profiles() {
        return profiles;
    }

    boolean hasProfile(JsonNode profile) {
        return profile.isMissingNode() || profiles.stream().anyMatch(profile.asText()::equalsIgnoreCase);
    }

    boolean fits(int width, int height) {
        return Math.max(width, height) <= longSide && Math.min(width, height) <= shortSide;
    }

    boolean hasBitrate(JsonNode bitrate) {
        if (bitrate.isMissingNode()) {
            return this != VP9;
        }
        Matcher matcher = BITRATE.matcher(bitrate.asText().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return false;
        }
        double megabits =
                Double.parseDouble(matcher.group(1)) / (matcher.group(2).equals("k") ? 1000 : 1);
        return megabits <= maxMegabits;
    }
}
