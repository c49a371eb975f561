package io.camelupscale.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The picture formats that can be read here, told apart by their first bytes and never by a file's name. */
public enum ImageFormat implements MediaFormat {
    JPEG("image/jpeg", true, "jpg", "jpeg", "jpe", "jfif"),
    PNG("image/png", true, "png"),
    WEBP("image/webp", true, "webp"),
    TIFF("image/tiff", true, "tif", "tiff"),
    GIF("image/gif", false, "gif"),
    BMP("image/bmp", false, "bmp", "dib");

    /** How many leading bytes {@link #detect} wants to see. */
    public static final int MAGIC_LENGTH = 12;

    private final String mediaType;
    private final boolean writable;
    private final List<String> extensions;

    ImageFormat(String mediaType, boolean writable, String... extensions) {
        this.mediaType = mediaType;
        this.writable = writable;
        this.extensions = List.of(extensions);
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    /** Whether results can be written in this format. */
    public boolean writable() {
        return writable;
    }

    /** The format of results made from a source in this format: the same, or PNG where it cannot be written. */
    public ImageFormat resultFormat() {
        return writable ? this : PNG;
    }

    @Override
    public String extension() {
        return extensions.get(0);
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

    @Override
    public String fileName(String name) {
        int dot = name.lastIndexOf('.');
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        if (dot <= slash + 1) {
            return name + '.' + extension();
        }
        String extension = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extensions.contains(extension) ? name : name.substring(0, dot + 1) + extension();
    }
}
