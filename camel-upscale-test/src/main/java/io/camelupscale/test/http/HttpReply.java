package io.camelupscale.test.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.json.JsonObject;

/** What a request gets. */
public sealed interface HttpReply {

    /** The connection is reset (TCP RST) without an answer. */
    record Reset() implements HttpReply {}

    /**
     * An answer.
     *
     * @param body sent with its length as {@code Content-Length}; the connection is closed early if it writes less
     */
    record Answer(int status, Map<String, String> headers, ReplyBody body) implements HttpReply {

        public Answer {
            headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        }

        /** The same with one more header. */
        public Answer with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Answer(status, more, body);
        }

        /** The same with another body. */
        public Answer with(ReplyBody other) {
            return new Answer(status, headers, other);
        }
    }

    /** An answer without a body. */
    static Answer empty(int status) {
        return new Answer(status, Map.of(), ReplyBody.of(new byte[0]));
    }

    /** An answer in JSON. */
    static Answer json(int status, Map<String, ?> object) {
        return text(status, "application/json", new JsonObject(object).toJson());
    }

    /** An answer in UTF-8. */
    static Answer text(int status, String mediaType, String text) {
        return new Answer(
                status, Map.of("Content-Type", mediaType), ReplyBody.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
