package io.camelupscale.test.service;

import io.camelupscale.test.http.HttpRequest;
import java.util.List;
import java.util.Set;

/**
 * How clients of a service show who they are.
 *
 * @param header the name, in lower case
 * @param value  the whole value that the header must have
 */
public record ApiKey(String header, String value) {

    private static final Set<String> CREDENTIALS = Set.of("authorization", "cookie", "x-auth-token", "x-api-key");

    /** Whether the request shows it. */
    public boolean isIn(HttpRequest request) {
        return List.of(value).equals(request.headers().get(header));
    }

    /** Whether the request gives it, or any other credentials, away to somebody who must not see it. */
    public boolean leaksIn(HttpRequest request) {
        return request.headers().containsKey(header)
                || CREDENTIALS.stream().anyMatch(request.headers()::containsKey)
                || request.headers().values().stream().flatMap(List::stream).anyMatch(text -> text.contains(value))
                || request.query().values().stream().anyMatch(text -> text.contains(value));
    }
}
