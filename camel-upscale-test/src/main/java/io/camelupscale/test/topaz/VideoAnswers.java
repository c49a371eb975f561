package io.camelupscale.test.topaz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers in the words of the Video API. */
final class VideoAnswers {

    private VideoAnswers() {}

    /** With the documented sample's message; 413 has no body. */
    static Answer of(int status) {
        return switch (status) {
            case 400 -> of(status, "INVALID_INPUT", "Invalid input");
            case 401 -> of(status, "UNAUTHORIZED", "Unauthorized");
            case 402 -> of(status, "INSUFFICIENT_CREDITS", "Insufficient credits");
            case 403 -> of(status, "FORBIDDEN", "Forbidden");
            case 404 -> of(status, "INVALID_INPUT", "Not Found");
            case 413 -> HttpReply.empty(status);
            case 429 -> of(status, null, "Too Many Requests");
            case 503 -> of(status, "SERVER_MAINTENANCE", "Service unavailable");
            default -> of(status, "SERVER_ERROR", "Internal server error");
        };
    }

    static Answer of(int status, @Nullable String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        if (code != null) {
            error.put("errorCode", code);
        }
        return json(status, error);
    }

    /** 400 with one entry for each field that is wrong. */
    static Answer of(List<Map<String, Object>> fields) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", "Invalid input");
        error.put("errorCode", "INVALID_INPUT");
        error.put("errors", fields);
        return json(400, error);
    }

    static Answer json(int status, Map<String, Object> object) {
        return HttpReply.text(status, "application/json", new String(bytes(object), StandardCharsets.UTF_8));
    }

    static byte[] bytes(Map<String, Object> object) {
        try {
            return new ObjectMapper().writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
