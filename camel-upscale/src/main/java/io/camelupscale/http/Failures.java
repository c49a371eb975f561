package io.camelupscale.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.spi.Deadline;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells what a failed call means. */
final class Failures {

    private final HttpAccount account;
    private final StatusRules rules;
    private final Json json;
    private final InstantSource clock;

    Failures(HttpAccount account, StatusRules rules, Json json, InstantSource clock) {
        this.account = account;
        this.rules = rules;
        this.json = json;
        this.clock = clock;
    }

    /** Whether an exception by itself shows that no request left this JVM. */
    static boolean provesUnsent(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof ConnectTimeoutException
                || failure instanceof ConnectionRequestTimeoutException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException
                || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException;
    }

    ProviderException unsent(String method, URI url, Throwable cause) {
        return failure(Kind.UNAVAILABLE, method, url, "no connection: " + reason(cause), null, cause);
    }

    ProviderException lost(String method, URI url, Effect effect, Throwable cause) {
        return failure(effect.lost(), method, url, "the answer was lost: " + reason(cause), null, cause);
    }

    /** The call was answered, but not in a way that can be used. */
    ProviderException unusable(String method, URI url, Effect effect, String why) {
        return failure(effect.lost(), method, url, why, null, null);
    }

    ProviderException redirected(String method, URI url, ClassicHttpResponse response) {
        return failure(
                Kind.REJECTED,
                method,
                url,
                "status " + response.getCode() + ", a redirect that is not followed",
                null,
                null);
    }

    /** An answer with status 400 or more. */
    ProviderException refused(String method, URI url, Effect effect, ClassicHttpResponse response) {
        byte[] bytes = errorBody(response);
        JsonNode body = json.readLeniently(bytes);
        String text = hide(ErrorText.of(body, Json.text(bytes)));
        int status = response.getCode();
        Duration retryAfter = RetryAfter.of(response, clock);
        boolean own = account.owns(url);
        Kind kind = own ? rules.kind(new StatusRules.Refusal(status, effect, body, text)) : null;
        if (kind == null) {
            kind = own ? kind(status, effect, retryAfter != null) : linkKind(status, effect, retryAfter != null);
        }
        return failure(kind, method, url, "status " + status + (text.isEmpty() ? "" : ": " + text), retryAfter, null);
    }

    private static Kind kind(int status, Effect effect, boolean retryAfter) {
        return switch (status) {
            case 401, 403 -> Kind.UNAUTHORIZED;
            case 402 -> Kind.OUT_OF_CREDITS;
            case 404, 410 -> Kind.NOT_FOUND;
            case 429 -> Kind.RATE_LIMITED;
            case 408, 425 -> Kind.UNAVAILABLE;
            // who names a time for the next try has not taken this one
            case 503 -> retryAfter ? Kind.UNAVAILABLE : effect.lost();
            default -> status >= 500 ? effect.lost() : Kind.REJECTED;
        };
    }

    /** At a storage, where no credentials are sent, 401 and 403 say that a link has expired. */
    private static Kind linkKind(int status, Effect effect, boolean retryAfter) {
        return status == 401 || status == 403 ? Kind.NOT_FOUND : kind(status, effect, retryAfter);
    }

    private byte[] errorBody(ClassicHttpResponse response) {
        try {
            return Bodies.readUpTo(response.getEntity(), account.maxAnswer());
        } catch (IOException e) {
            // the status alone has to do
            return new byte[0];
        }
    }

    private ProviderException failure(
            Kind kind, String method, URI url, String what, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        return new ProviderException(kind, method + " " + Urls.show(url) + ": " + what, retryAfter, cause);
    }

    private String reason(Throwable cause) {
        if (Deadline.isOver()) {
            return "it was not through in time (requestTimeout or transferTimeout)";
        }
        String message = cause.getMessage();
        return hide(message == null ? cause.getClass().getSimpleName() : ErrorText.clean(message));
    }

    /** The text without the account's credentials. */
    String hide(String text) {
        Credential credential = account.credential();
        return credential == null ? text : credential.hide(text);
    }
}
