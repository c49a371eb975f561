package io.camelupscale.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes a multipart body apart again, by nothing but its boundary. */
final class MultipartReader {

    record Part(String head, byte[] body) {}

    private MultipartReader() {}

    static Map<String, Part> read(String contentType, byte[] bytes) {
        Matcher boundary = Pattern.compile("boundary=\"?([^\";]+)").matcher(contentType);
        if (!boundary.find()) {
            throw new AssertionError(contentType);
        }
        Map<String, Part> parts = new HashMap<>();
        for (String text :
                ("\r\n" + new String(bytes, ISO_8859_1)).split("\r\n--" + Pattern.quote(boundary.group(1)))) {
            int end = text.indexOf("\r\n\r\n");
            if (end > 0) {
                String head = new String(text.substring(0, end).getBytes(ISO_8859_1), UTF_8);
                Matcher name = Pattern.compile("; name=\"([^\"]*)\"").matcher(head);
                if (!name.find()) {
                    throw new AssertionError(head);
                }
                parts.put(name.group(1), new Part(head, text.substring(end + 4).getBytes(ISO_8859_1)));
            }
        }
        return parts;
    }
}
