package io.camelupscale.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What a service answered; the status is always a successful one.
 *
 * @param headers by name, without regard to case; of several with one name the first
 * @param body    a missing node where there is none
 */
public record Answer(int status, Map<String, String> headers, JsonNode body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
