package io.camelupscale;

import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.UpscaleRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the items of a list want.
 *
 * @param readable  of those that are sources
 * @param refused   for each item what is wrong with it, or null
 */
record ItemizedRequests(List<UpscaleRequest> readable, List<Estimates.@Nullable Item> refused) {

    static ItemizedRequests read(List<?> items, Exchange exchange, JobOrders orders) throws IOException {
        List<UpscaleRequest> readable = new ArrayList<>();
        List<Estimates.@Nullable Item> refused = new ArrayList<>();
        for (Object item : items) {
            try {
                readable.add(orders.request(item, refused.size() + 1, exchange));
                refused.add(null);
            } catch (UpscaleRejectedException e) {
                refused.add(Estimates.Item.failed("item " + (refused.size() + 1), String.valueOf(e.getMessage())));
            }
        }
        return new ItemizedRequests(readable, refused);
    }

    /** @param estimates of those that are readable, in their order */
    Estimates withRefused(Estimates estimates) {
        Iterator<Estimates.Item> answers = estimates.items().iterator();
        return new Estimates(refused.stream()
                .map(item -> item == null ? answers.next() : item)
                .toList());
    }
}
