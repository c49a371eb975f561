package io.camelupscale;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.support.PatternHelper;
import org.jspecify.annotations.Nullable;

/** Headers that are kept with a submitted job for the exchange that its result comes in. */
final class CarriedHeaders {

    private final String provider;
    private final String[] patterns;

    /** @param names separated by commas; one that ends with * stands for all that begin so */
    CarriedHeaders(String provider, @Nullable String names) {
        this.provider = provider;
        this.patterns = names == null
                ? new String[0]
                : Arrays.stream(names.split(",")).map(String::trim).toArray(String[]::new);
    }

    /** The headers of this message that are to be kept. Whatever is no text, number or truth value is converted to text. */
    Map<String, Object> of(Exchange exchange) throws UpscaleRejectedException {
        if (patterns.length == 0) {
            return Collections.emptyMap();
        }
        Map<String, Object> carried = new HashMap<>();
        for (Map.Entry<String, Object> header :
                exchange.getMessage().getHeaders().entrySet()) {
            if (header.getValue() != null && PatternHelper.matchPatterns(header.getKey(), patterns)) {
                carried.put(header.getKey(), plain(exchange, header.getKey(), header.getValue()));
            }
        }
        return carried;
    }

    private Object plain(Exchange exchange, String name, Object value) throws UpscaleRejectedException {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
        if (text == null) {
            throw new UpscaleRejectedException(
                    provider,
                    "Header " + name + " cannot be carried: a "
                            + value.getClass().getName() + " is no text, number or truth value");
        }
        return text;
    }
}
