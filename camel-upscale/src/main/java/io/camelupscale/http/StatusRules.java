package io.camelupscale.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.spi.ProviderException.Kind;
import org.jspecify.annotations.Nullable;

/** Where a service's statuses mean something else than they do by default. */
@FunctionalInterface
public interface StatusRules {

    /** The defaults of {@link ServiceClient}. */
    StatusRules DEFAULT = refusal -> null;

    /** The kind of failure; null for the default. */
    @Nullable
    Kind kind(Refusal refusal);

    /**
     * An answer with status 400 or more.
     *
     * @param body the JSON in it; a missing node where there is none
     * @param text the service's own words, bounded and without secrets; may be empty
     */
    record Refusal(int status, Effect effect, JsonNode body, String text) {}
}
