package io.camelupscale.test.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads requests in HTTP/1.1 from one connection. */
final class RequestReader {

    private static final int MAX_LINE = 16_384;
    private static final int MAX_HEADERS = 100;

    private final InputStream in;
    private final OutputStream out;

    RequestReader(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** The next request, or null where the client has closed the connection. */
    @Nullable
    HttpRequest next() throws IOException {
        String start = line(in);
        if (start == null) {
            return null;
        }
        String[] words = start.split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith("/")) {
            throw new BadRequestException(400, "no request line: " + start);
        }
        int mark = words[1].indexOf('?');
        Map<String, List<String>> headers = headers();
        return new HttpRequest(
                words[0],
                decoded((mark < 0 ? words[1] : words[1].substring(0, mark)).replace("+", "%2B")),
                query(mark < 0 ? "" : words[1].substring(mark + 1)),
                headers,
                body(headers));
    }

    /** A line without its end; null at the end of the stream. */
    static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new EOFException("connection closed within a line");
            }
            if (line.size() == MAX_LINE) {
                throw new BadRequestException(431, "a line is longer than " + MAX_LINE + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        for (String line = line(in); line != null && !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() == MAX_HEADERS) {
                throw new BadRequestException(400, colon < 1 ? "no header: " + line : "too many headers");
            }
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).trim());
        }
        return headers;
    }

    private InputStream body(Map<String, List<String>> headers) throws IOException {
        OutputStream hint = headers.containsKey("expect") ? out : null;
        List<String> length = headers.get("content-length");
        if (headers.containsKey("transfer-encoding")) {
            return new BodyStream(in, hint, 0, true);
        }
        if (length == null) {
            return InputStream.nullInputStream();
        }
        try {
            return new BodyStream(in, hint, Long.parseUnsignedLong(length.get(0)), false);
        } catch (NumberFormatException e) {
            throw new BadRequestException(400, "Content-Length: " + length.get(0));
        }
    }

    private static Map<String, String> query(String text) throws IOException {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            query.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return query;
    }

    private static String decoded(String text) throws IOException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, "not encoded properly: " + text);
        }
    }
}
