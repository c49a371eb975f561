package io.camelupscale.test.upscayl;

import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.util.json.Jsoner;

/** Errors in the three forms that were seen: an object, a bare JSON text, and plain text. */
record UpscaylErrors(boolean older) {

    /** With the documented sample's words. */
    Answer of(int status) {
        return switch (status) {
            case 400 -> of(400, "BAD_REQUEST", "Invalid request parameters provided");
            case 401 -> object(401, "UNAUTHORIZED", "Invalid or missing API key");
            case 402 -> insufficient();
            case 404 -> object(404, "NOT_FOUND", "Requested resource could not be found");
            case 429 -> object(429, "RATE_LIMIT_EXCEEDED", "Too many requests. Try again in 1 hour");
            case 500 ->
                older
                        ? object(500, "INTERNAL_SERVER_ERROR", "An unexpected error occurred")
                        : text(500, "Error getting data");
            default -> object(status, "ERROR", "status " + status);
        };
    }

    /** A wrong or missing key, of which today's pages show this alone. */
    Answer stranger() {
        return older ? of(401) : text(400, "Bad Request: Missing User ID");
    }

    Answer of(int status, String code, String message) {
        return older ? object(status, code, message) : text(status, "Bad Request: " + message);
    }

    private Answer insufficient() {
        return older
                ? object(402, "INSUFFICIENT_CREDITS", "Not enough credits to process request")
                : HttpReply.text(402, "text/plain", "Insufficient credits");
    }

    static Answer text(int status, String message) {
        return HttpReply.text(status, "application/json", '"' + Jsoner.escape(message) + '"');
    }

    static Answer object(int status, String code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", code);
        error.put("message", message);
        return HttpReply.json(status, error);
    }
}
