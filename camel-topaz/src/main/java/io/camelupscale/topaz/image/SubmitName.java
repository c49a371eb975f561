package io.camelupscale.topaz.image;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.spi.UpscaleRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The file name that a picture is sent under. The API takes no reference of ours and shows file names in its list, so a mark
 * of the job is put into the name: {@code beach-0123456789abcdef.jpg}.
 */
final class SubmitName {

    private static final Pattern MARKED = Pattern.compile("-[0-9a-f]{16}(\\.|$)");
    private static final int LONGEST = 60;
    private static final int MARK_BYTES = 8;

    private final String mark;

    /** @param key of the job */
    SubmitName(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            mark = "-" + HexFormat.of().formatHex(digest, 0, MARK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }

    /** In plain ASCII, so that no service can come to write it in another way. */
    String of(UpscaleRequest request, ImageFormat format) {
        String name = request.sourceName().replaceFirst(".*[/\\\\]", "").replaceFirst("\\.[^.]*$", "");
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        return plain.substring(0, Math.min(plain.length(), LONGEST)) + mark + "." + format.extension();
    }

    boolean isIn(String fileName) {
        return fileName.contains(mark);
    }

    /** Whether a file was sent by a job of this or another engine, under a name made here. */
    static boolean isMarked(String fileName) {
        return MARKED.matcher(fileName).find();
    }
}
