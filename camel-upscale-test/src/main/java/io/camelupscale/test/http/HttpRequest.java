package io.camelupscale.test.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, whose head was read and whose body was not.
 *
 * @param path    decoded, without the query
 * @param query   decoded, the last value of each name
 * @param headers by lower-case name
 * @param body    read from the connection as it is asked for; empty where the request has none
 */
public record HttpRequest(
        String method, String path, Map<String, String> query, Map<String, List<String>> headers, InputStream body) {

    private static final int MAX_TEXT = 1 << 20;

    /** The first value of a header, whose name is given in lower case; null where there is none. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /**
     * The whole body as text in UTF-8.
     *
     * @throws BadRequestException if it is larger than 1 MiB
     */
    public String text() throws IOException {
        byte[] bytes = body.readNBytes(MAX_TEXT + 1);
        if (bytes.length > MAX_TEXT) {
            throw new BadRequestException(413, "body larger than " + MAX_TEXT + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
