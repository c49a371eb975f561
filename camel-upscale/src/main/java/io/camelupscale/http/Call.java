package io.camelupscale.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hc.core5.net.PercentCodec;
import org.jspecify.annotations.Nullable;

/**
 * One call to the account's service that is answered with JSON.
 *
 * <p>{@code POST} and {@code PATCH} are taken as {@link Effect#SUBMIT} unless {@link #repeatable()} is said, all others as
 * repeatable.
 *
 * @param path  what follows the base URL, beginning with a slash; foreign text in it must be {@link #encode encoded}
 * @param query parameters, not yet encoded
 * @param body  null for none, a {@link Form}, or what Jackson shall write as JSON
 */
public record Call(String method, String path, Map<String, String> query, @Nullable Object body, Effect effect) {

    public static Call get(String path) {
        return new Call("GET", path, Map.of(), null, Effect.REPEATABLE);
    }

    public static Call post(String path, @Nullable Object body) {
        return new Call("POST", path, Map.of(), body, Effect.SUBMIT);
    }

    public static Call put(String path, @Nullable Object body) {
        return new Call("PUT", path, Map.of(), body, Effect.REPEATABLE);
    }

    public static Call patch(String path, @Nullable Object body) {
        return new Call("PATCH", path, Map.of(), body, Effect.SUBMIT);
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), null, Effect.REPEATABLE);
    }

    /** Text such as a job's id, fit to be one segment of a path or part of a query. */
    public static String encode(String text) {
        return PercentCodec.encode(text, StandardCharsets.UTF_8);
    }

    public Call query(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new Call(method, path, more, body, effect);
    }

    /** The same call, known to do no harm when it is made twice. */
    public Call repeatable() {
        return new Call(method, path, query, body, Effect.REPEATABLE);
    }
}
