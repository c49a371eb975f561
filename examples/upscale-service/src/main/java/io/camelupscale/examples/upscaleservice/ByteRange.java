package io.camelupscale.examples.upscaleservice;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request wants of a file.
 *
 * @param first  the first byte
 * @param length how many bytes
 * @param total  how many the file has
 * @param isPart whether a range was asked for
 */
record ByteRange(long first, long length, long total, boolean isPart) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * @param header of the request; what is no single range of bytes counts as none, as RFC 9110 allows
     * @return null if no byte of the file is asked for
     */
    static @Nullable ByteRange of(@Nullable String header, long total) {
        Matcher range = ONE.matcher(header == null ? "" : header.trim());
        if (!range.matches() || range.group(1).isEmpty() && range.group(2).isEmpty()) {
            return new ByteRange(0, total, total, false);
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(Long.parseLong(range.group(2)), total);
            return last == 0 ? null : new ByteRange(total - last, last, total, true);
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? total - 1 : Long.parseLong(range.group(2));
        if (last < first && !range.group(2).isEmpty()) {
            return new ByteRange(0, total, total, false); // no range at all
        }
        return first >= total ? null : new ByteRange(first, Math.min(last, total - 1) - first + 1, total, true);
    }

    /** For {@code Content-Range}. */
    String header() {
        return "bytes " + first + "-" + (first + length - 1) + "/" + total;
    }
}
