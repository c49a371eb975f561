package io.camelupscale.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** JSON in UTF-8. */
final class Json {

    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    byte[] write(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON can be made of " + body.getClass(), e);
        }
    }

    /** A missing node where there is nothing to read. */
    JsonNode read(byte[] body) throws IOException {
        return mapper.readTree(body);
    }

    /** A missing node also where it is no JSON. */
    JsonNode readLeniently(byte[] body) {
        try {
            return read(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
