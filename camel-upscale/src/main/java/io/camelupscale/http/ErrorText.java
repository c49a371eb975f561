package io.camelupscale.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A service's own words about a failure. */
final class ErrorText {

    private static final int MAX = 500;

    /** Where services put them, the most telling first. */
    private static final List<String> PLACES = List.of(
            "/message",
            "/response/message",
            "/body/message",
            "/error/message",
            "/error",
            "/detail",
            "/detail/0/msg",
            "/errors/0/msg",
            "/errors/0/message",
            "/response/error_type",
            "/errorCode",
            "/code");

    private ErrorText() {}

    /** At most 500 characters, without secrets; empty where there is nothing fit for people. */
    static String of(JsonNode json, String raw) {
        if (json.isValueNode() && !json.isNull()) {
            return clean(json.asText());
        }
        for (String place : PLACES) {
            JsonNode text = json.at(place);
            if (text.isValueNode() && !text.asText().isBlank() && !text.isNull()) {
                return clean(text.asText() + field(json.at("/errors/0")));
            }
        }
        return raw.stripLeading().startsWith("<") ? "" : clean(raw);
    }

    /** What is wrong with which field, where a service says so beside its message. */
    private static String field(JsonNode error) {
        JsonNode path = error.path("path");
        JsonNode message = error.path("msg");
        return path.isTextual() && message.isTextual() ? ": " + path.asText() + ": " + message.asText() : "";
    }

    static String clean(String text) {
        String line = Urls.hideSecrets(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MAX ? line : line.substring(0, MAX) + "…";
    }
}
