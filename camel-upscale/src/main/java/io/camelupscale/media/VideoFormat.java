package io.camelupscale.media;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Video containers, told apart by a file's first bytes and never by its name. {@link VideoInfo} reads the first four. */
public enum VideoFormat implements MediaFormat {
    MP4("video/mp4", "mp4", "m4v", "3gp"),
    MOV("video/quicktime", "mov", "qt"),
    MKV("video/x-matroska", "mkv"),
    WEBM("video/webm", "webm"),
    AVI("video/x-msvideo", "avi"),
    WMV("video/x-ms-wmv", "wmv", "asf"),
    FLV("video/x-flv", "flv"),
    MPEG("video/mpeg", "mpg", "mpeg", "vob");

    /** How many leading bytes {@link #detect} wants to see. */
    public static final int MAGIC_LENGTH = 256;

    private static final Set<String> PICTURE_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis", "crx ");
    private static final Set<String> OLD_QUICKTIME = Set.of("moov", "mdat", "wide", "free", "skip", "pnot");

    private final String mediaType;
    private final List<String> extensions;

    VideoFormat(String mediaType, String... extensions) {
        this.mediaType = mediaType;
        this.extensions = List.of(extensions);
    }

    @Override
    public String mediaType() {
        return mediaType;
    }

    @Override
    public List<String> extensions() {
        return extensions;
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
}
