package io.camelupscale.localupscale.service;

import io.camelupscale.http.Effect;
import io.camelupscale.http.StatusRules;
import io.camelupscale.spi.ProviderException.Kind;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the service's statuses mean something else than usual: it answers 500 to what is the client's fault. */
public final class ServiceRules implements StatusRules {

    /** What it says of a file that will never do. */
    private static final Pattern BAD_FILE =
            Pattern.compile("file too large|failed to read file", Pattern.CASE_INSENSITIVE);

    @Override
    public @Nullable Kind kind(Refusal refusal) {
        boolean refusedSubmit = refusal.status() == 500
                && refusal.effect() == Effect.SUBMIT
                && refusal.body().path("success").isBoolean();
        if (!refusedSubmit) {
            return null;
        }
        // whatever else is wrong there, such as a full disk: by its own word nothing was accepted
        return BAD_FILE.matcher(refusal.text()).find() ? Kind.REJECTED : Kind.UNAVAILABLE;
    }
}
