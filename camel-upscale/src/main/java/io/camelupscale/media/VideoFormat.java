package io.camelupscale.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Video containers, told apart by a file's first bytes and never by its name. */
public enum VideoFormat {
    MP4("video/mp4", true, "mp4", "m4v", "3gp"),
    MOV("video/quicktime", true, "mov", "qt"),
    MKV("video/x-matroska", true, "mkv"),
    WEBM("video/webm", true, "webm"),
    AVI("video/x-msvideo", false, "avi"),
    WMV("video/x-ms-wmv", false, "wmv", "asf"),
    FLV("video/x-flv", false, "flv"),
    MPEG("video/mpeg", false, "mpg", "mpeg", "vob");

    /** How many leading bytes {@link #detect} wants to see. */
    public static final int MAGIC_LENGTH = 256;

    private static final Set<String> PICTURE_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "crx ");
    private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

    private final String mediaType;
    private final boolean readable;
    private final List<String> extensions;

    VideoFormat(String mediaType, boolean readable, String... extensions) {
        this.mediaType = mediaType;
        this.readable = readable;
        this.extensions = List.of(extensions);
    }

    /** The format's usual media type, such as {@code video/mp4}. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether {@link VideoInfo} can read headers in this format. */
    public boolean readable() {
        return readable;
    }

    /** The preferred file name extension, lower case, without the dot. */
    public String extension() {
        return extensions.get(0);
    }

    /** The format with this name or file name extension ("mp4", "m4v", "MKV", …). */
    public static Optional<VideoFormat> byName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name) || format.extensions.contains(wanted))
                .findFirst();
    }

    /** The format that a file with these first bytes has. HEIF and AVIF pictures, boxed as MP4 is, are none. */
    public static Optional<VideoFormat> detect(byte[] head) {
        String text = new String(head, 0, Math.min(head.length, MAGIC_LENGTH), StandardCharsets.ISO_8859_1);
        if (text.startsWith("ftyp", 4)) {
            return ofBrand(text.length() < 12 ? "" : text.substring(8, 12));
        }
        if (text.length() >= 8 && OLD_QUICKTIME.contains(text.substring(4, 8))) {
            return Optional.of(MOV);
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return text.contains("webm") ? Optional.of(WEBM) : ofMatroska(text);
        }
        if (text.startsWith("RIFF") && text.startsWith("AVI ", 8)) {
            return Optional.of(AVI);
        }
        if (text.startsWith("0&\u00b2u\u008ef\u00cf\u0011\u00a6\u00d9\u0000\u00aa\u0000b\u00cel")) {
            return Optional.of(WMV);
        }
        if (text.startsWith("FLV\u0001")) {
            return Optional.of(FLV);
        }
        return text.startsWith("\0\0\u0001\u00ba") ? Optional.of(MPEG) : Optional.empty();
    }

    private static Optional<VideoFormat> ofBrand(String brand) {
        if (PICTURE_BRANDS.contains(brand)) {
            return Optional.empty();
        }
        return Optional.of(brand.equals("qt  ") ? MOV : MP4);
    }

    private static Optional<VideoFormat> ofMatroska(String head) {
        return head.contains("matroska") ? Optional.of(MKV) : Optional.empty();
    }

    /**
     * The file name with an extension that fits this format: kept as it is where it already fits ("a.MP4", "a.m4v"),
     * else exchanged ("a.avi" becomes "a.mp4"). Folders in the name are kept.
     */
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
