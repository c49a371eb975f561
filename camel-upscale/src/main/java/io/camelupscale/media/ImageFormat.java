package io.camelupscale.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The picture formats that can be read here, told apart by their first bytes and never by a file's name. */
public enum ImageFormat implements MediaFormat {
    JPEG("image/jpeg", 65_500, "jpg", "jpeg", "jpe", "jfif"),
    PNG("image/png", Integer.MAX_VALUE, "png"),
    WEBP("image/webp", 16_383, "webp"),
    TIFF("image/tiff", Integer.MAX_VALUE, "tif", "tiff"),
    GIF("image/gif", 0, "gif"),
    BMP("image/bmp", 0, "bmp", "dib");

    /** How many leading bytes {@link #detect} wants to see. */
    public static final int MAGIC_LENGTH = 12;

    private final String mediaType;
    private final int longestSide;
    private final List<String> extensions;

    ImageFormat(String mediaType, int longestSide, String... extensions) {
        this.mediaType = mediaType;
        this.longestSide = longestSide;
        this.extensions = List.of(extensions);
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    /** Whether results can be written in this format. */
    public boolean writable() {
        return longestSide > 0;
    }

    /** Pixels of the largest side that can be written, by the format or by libjpeg; 0 where none can. */
    public int longestSide() {
        return longestSide;
    }

    /** The format of results made from a source in this format: the same, or PNG where it cannot be written. */
    public ImageFormat resultFormat() {
        return writable() ? this : PNG;
    }

    @Override
    public List<String> extensions() {
        return extensions;
    }

    /** The format with this name or file name extension ("jpeg", "jpg", "PNG", …). */
    public static Optional<ImageFormat> byName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name) || format.extensions.contains(wanted))
                .findFirst();
    }

    /** The format that a file with these first bytes has. */
    public static Optional<ImageFormat> detect(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of(JPEG);
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return Optional.of(PNG);
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of(WEBP);
        }
        if (text.startsWith("II*\0") || text.startsWith("MM\0*")) {
            return Optional.of(TIFF);
        }
        if (text.startsWith("GIF8")) {
            return Optional.of(GIF);
        }
        if (text.startsWith("BM")) {
            return Optional.of(BMP);
        }
        return Optional.empty();
    }
}
