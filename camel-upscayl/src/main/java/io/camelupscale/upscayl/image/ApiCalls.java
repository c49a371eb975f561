package io.camelupscale.upscayl.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Answer;
import io.camelupscale.http.Call;
import io.camelupscale.http.Form;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.util.Map;

/** Calls as the service wants them: all of them are {@code POST}. */
record ApiCalls(ServiceClient service, ApiOptions options) {

    /** A call that may be made twice, and the {@code data} of its answer. */
    JsonNode data(String path, Map<String, Object> body) {
        return options.wrapRequests()
                ? wrapped(path, body)
                : send(Call.post(path, body).repeatable());
    }

    /** The same in the wrapper, which both contracts want here. */
    JsonNode wrapped(String path, Map<String, Object> body) {
        return send(Call.post(path, Map.of("data", body)).repeatable());
    }

    /** A call that costs money. */
    JsonNode form(String path, Form form) {
        return send(Call.post(path, form));
    }

    private JsonNode send(Call call) {
        Answer answer;
        try {
            answer = service.call(call);
        } catch (ProviderException e) {
            throw e.kind() == Kind.RATE_LIMITED && e.retryAfter() == null
                    ? new ProviderException(
                            Kind.RATE_LIMITED, String.valueOf(e.getMessage()), options.rateLimitPause(), e)
                    : e;
        }
        JsonNode data = answer.body().path("data");
        return data.isObject() ? data : answer.body();
    }
}
