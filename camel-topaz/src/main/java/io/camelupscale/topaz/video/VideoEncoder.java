package io.camelupscale.topaz.video;

import java.util.List;
import java.util.Optional;

/** The API's encoders of results, with the limits that it documents. */
public enum VideoEncoder {
    H265("H265", 8192, 8192, 2000, List.of("Main10", "Main"), List.of("mp4", "mov", "mkv")),
    H264("H264", 4096, 4096, 2000, List.of("High"), List.of("mp4", "mov", "mkv")),
    PRORES(
            "ProRes",
            16386,
            16386,
            Integer.MAX_VALUE,
            List.of("422 HQ", "422 Std", "422 LT", "422 Proxy"),
            List.of("mov")),
    AV1("AV1", 16384, 8704, 800, List.of("8-bit", "10-bit"), List.of("mp4")),
    VP9("VP9", 8192, 8192, 2000, List.of("Good", "Best"), List.of("mp4"));

    private final String word;
    private final int longSide;
    private final int shortSide;
    private final int maxMegabits;
    private final List<String> profiles;
    private final List<String> containers;

    VideoEncoder(
            String word, int longSide, int shortSide, int maxMegabits, List<String> profiles, List<String> containers) {
        this.word = word;
        this.longSide = longSide;
        this.shortSide = shortSide;
        this.maxMegabits = maxMegabits;
        this.profiles = profiles;
        this.containers = containers;
    }

    /** The API's word. */
    String word() {
        return word;
    }

    /** The API's spelling of a profile; empty if this encoder has none of that name. */
    Optional<String> profile(String name) {
        return profiles.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    List<String> profiles() {
        return profiles;
    }

    List<String> containers() {
        return containers;
    }

    /** The wanted container if results can be in it, else the first that they can be in. */
    String containerLike(String wanted) {
        return containers.contains(wanted) ? wanted : containers.get(0);
    }

    /** Whether results may be that large, lying or standing. */
    boolean fits(int width, int height) {
        return Math.max(width, height) <= longSide && Math.min(width, height) <= shortSide;
    }

    String largest() {
        return longSide + " x " + shortSide;
    }

    /** Megabits per second. */
    int maxMegabits() {
        return maxMegabits;
    }

    /** Whether it can choose its bitrate itself. */
    boolean compresses() {
        return this == H265 || this == H264 || this == AV1;
    }

    boolean needsBitrate() {
        return this == VP9;
    }
}
