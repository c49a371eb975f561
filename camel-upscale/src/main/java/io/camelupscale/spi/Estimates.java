package io.camelupscale.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What several jobs will cost.
 *
 * @param items one for each source, in their order
 */
public record Estimates(List<Item> items) {

    /**
     * One of them. Either {@code estimate} or {@code error} is null.
     *
     * @param sourceName as {@link UpscaleRequest#sourceName}
     * @param error      why nothing can be said of it
     */
    public record Item(String sourceName, @Nullable Estimate estimate, @Nullable String error) {

        public static Item of(String sourceName, Estimate estimate) {
            return new Item(sourceName, estimate, null);
        }

        public static Item failed(String sourceName, String error) {
            return new Item(sourceName, null, error);
        }
    }

    public Estimates {
        items = List.copyOf(items);
    }

    /** The sum, without those of which nothing can be said. */
    public double credits() {
        double sum = 0;
        for (Item item : items) {
            sum += item.estimate() == null ? 0 : item.estimate().credits();
        }
        return sum;
    }
}
