package io.camelupscale;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/** Job keys that the user has given. */
final class JobKeys {

    /** What fits into a column of every database, and into an index. */
    private static final int LONGEST = 255;

    private final String provider;
    private final @Nullable String option;
    private final @Nullable Expression expression;

    JobKeys(CamelContext context, String provider, @Nullable String option) {
        this.provider = provider;
        this.option = option;
        this.expression =
                option == null ? null : context.resolveLanguage("simple").createExpression(option);
        if (expression != null) {
            expression.init(context);
        }
    }

    /** Whether the option is set. */
    boolean areNamed() {
        return expression != null;
    }

    /** What the option says for this message; null if it is not set. */
    @Nullable
    String named(Exchange exchange) throws UpscaleRejectedException {
        return expression == null ? null : checked("jobKey=" + option, expression.evaluate(exchange, String.class));
    }

    /** The job that this message asks for: what the option says, or else the header. */
    String askedFor(Exchange exchange) throws UpscaleRejectedException {
        return expression == null
                ? checked(
                        "Header " + UpscaleConstants.JOB_KEY,
                        exchange.getMessage().getHeader(UpscaleConstants.JOB_KEY, String.class))
                : checked("jobKey=" + option, expression.evaluate(exchange, String.class));
    }

    private String checked(String origin, @Nullable String key) throws UpscaleRejectedException {
        if (key == null || key.isBlank()) {
            throw new UpscaleRejectedException(provider, origin + " gives no job key");
        }
        if (key.length() > LONGEST) {
            throw new UpscaleRejectedException(
                    provider,
                    origin + " gives a job key of " + key.length() + " characters: " + LONGEST + " are allowed");
        }
        return key;
    }
}
