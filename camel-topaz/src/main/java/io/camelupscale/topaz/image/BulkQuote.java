package io.camelupscale.topaz.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prices of many jobs by one call.
 *
 * @param refused for each request what is wrong with it, or null: those are not sent
 * @param body    what is sent
 */
record BulkQuote(
        List<UpscaleRequest> requests, List<Estimates.@Nullable Item> refused, List<Map<String, Object>> body) {

    static BulkQuote of(List<UpscaleRequest> requests) {
        List<Estimates.@Nullable Item> refused = new ArrayList<>();
        List<Map<String, Object>> body = new ArrayList<>();
        for (UpscaleRequest request : requests) {
            try {
                body.add(item(ImageOrder.of(request)));
                refused.add(null);
            } catch (ProviderException e) {
                refused.add(Estimates.Item.failed(request.sourceName(), String.valueOf(e.getMessage())));
            }
        }
        return new BulkQuote(requests, refused, body);
    }

    /** @param answers one for each that was sent, in their order */
    Estimates read(JsonNode answers) {
        if (answers.size() != body.size()) {
            throw new ProviderException(
                    Kind.UNAVAILABLE,
                    "Topaz told the prices of %d pictures where %d were asked for"
                            .formatted(answers.size(), body.size()));
        }
        Iterator<JsonNode> next = answers.iterator();
        List<Estimates.Item> items = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            Estimates.Item wrong = refused.get(i);
            items.add(wrong == null ? item(requests.get(i).sourceName(), next.next()) : wrong);
        }
        return new Estimates(items);
    }

    /** What one quote says. */
    static Estimate estimate(JsonNode quote) {
        double credits = quote.path("credits").asDouble(Double.NaN);
        if (Double.isNaN(credits)) {
            throw new ProviderException(Kind.UNAVAILABLE, "Topaz told no credits");
        }
        long seconds = quote.path("duration").asLong();
        return new Estimate(credits, seconds > 0 ? Duration.ofSeconds(seconds) : null);
    }

    private static Estimates.Item item(String name, JsonNode answer) {
        return answer.path("status").asText().equalsIgnoreCase("error")
                ? Estimates.Item.failed(name, answer.path("message").asText("Topaz gives no reason"))
                : Estimates.Item.of(name, estimate(answer));
    }

    /** Here the API does not list the categories of these tasks, but their models. */
    private static Map<String, Object> item(ImageOrder order) {
        Map<String, Object> item = order.quote();
        if (order.settings().task().makesPngOnly()) {
            item.remove("category");
        }
        return item;
    }
}
