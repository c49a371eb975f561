package io.camelupscale.lupa.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.spi.ProviderException.Kind;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What Lupa answered, with a successful HTTP status. Whether the call went well is in the body, and so is, apart from that,
 * how the job is getting on.
 */
record LupaAnswer(JsonNode json, Wire wire) {

    boolean isSuccess() {
        return wire.is(WireName.SUCCESS, wire.text(json, WireName.OUTER_STATUS));
    }

    /** Why the call was refused; null if that is not what the answer says. */
    @Nullable
    Kind refusal() {
        int status = json.path("statusCode").asInt();
        if (status >= 400) {
            return switch (status) {
                case 401, 403 -> Kind.UNAUTHORIZED;
                case 429 -> Kind.RATE_LIMITED;
                default -> status < 500 ? Kind.REJECTED : null;
            };
        }
        return isSuccess() || wire.text(json, WireName.OUTER_STATUS).isEmpty() ? null : Kind.REJECTED;
    }

    /** A field of the inner object as text; empty where it is missing. */
    String field(WireName name) {
        return wire.text(response(), name);
    }

    /** Why something went wrong, in Lupa's words; the whole answer where it has none for that. */
    String text() {
        return Stream.of(
                        field(WireName.MESSAGE),
                        field(WireName.ERROR_TYPE),
                        Wire.text(json.at("/body/message")),
                        Wire.text(json.path("message")),
                        Wire.text(json.path("error")))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseGet(json::toString);
    }

    private JsonNode response() {
        return wire.field(json, WireName.RESPONSE);
    }
}
