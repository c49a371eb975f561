package io.camelupscale.test.service;

import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpRequest;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a result, as {@code Range} asks for it: one range only. */
record ByteRange(long offset, long length) {

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{1,18})?");

    /**
     * What the request asks for; everything, where it does not ask for a part or its {@code If-Range} names other content.
     *
     * @throws BadRequestException with 416 if there is no such part
     */
    static ByteRange of(HttpRequest request, ResultData data) throws IOException {
        String text = request.header("range");
        String condition = request.header("if-range");
        if (text == null || condition != null && !condition.equals(data.etag())) {
            return new ByteRange(0, data.length());
        }
        Matcher matcher = RANGE.matcher(text);
        if (!matcher.matches()) {
            throw new BadRequestException(416, "Range: " + text);
        }
        long offset = Long.parseLong(matcher.group(1));
        long last = matcher.group(2) == null ? data.length() - 1 : Long.parseLong(matcher.group(2));
        if (offset >= data.length() || last < offset) {
            throw new BadRequestException(416, "Range: " + text + " of " + data.length());
        }
        return new ByteRange(offset, Math.min(last, data.length() - 1) - offset + 1);
    }

    boolean isWhole(ResultData data) {
        return length == data.length();
    }

    String contentRange(ResultData data) {
        return "bytes %d-%d/%d".formatted(offset, offset + length - 1, data.length());
    }
}
