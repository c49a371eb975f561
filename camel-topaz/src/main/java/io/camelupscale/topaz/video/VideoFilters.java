package io.camelupscale.topaz.video;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The models that a video goes through, with their dials.
 *
 * @param all in the order in which they are sent, as JSON has them
 */
record VideoFilters(List<Map<String, Object>> all) {

    /** The one that the vendor's own examples take. */
    static final String DEFAULT_MODEL = "prob-4";

    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,3})\\.(.+)");
    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d*\\.\\d+");
    private static final Pattern INTERPOLATION = Pattern.compile("(apo|apf|chr|chf|aion)-.*");

    /** Whether the service takes these for models that enlarge is not documented. */
    private static final Pattern SAME_SIZE = Pattern.compile("(stab|hyp)-.*");

    private static final String MODEL = "model";

    /** @throws ProviderException {@code REJECTED} if the options contradict each other, or a filter has no model */
    static VideoFilters of(UpscaleSpec spec) {
        VideoSettings settings = VideoSettings.of(spec);
        SortedMap<String, String> dials = settings.under("setting.");
        SortedMap<Integer, Map<String, Object>> numbered = numbered(settings.under("filter."));
        if (numbered.isEmpty()) {
            Map<String, Object> only = new LinkedHashMap<>();
            only.put(MODEL, spec.model() == null ? DEFAULT_MODEL : spec.model());
            dials.forEach((name, value) -> only.put(name, json(value)));
            return new VideoFilters(List.of(only));
        }
        if (spec.model() != null) {
            throw rejected("model=" + spec.model() + " does not go with filter.*: a filter names its own model");
        }
        if (!dials.isEmpty()) {
            throw rejected("setting.* does not go with filter.*: a dial belongs to its filter");
        }
        numbered.forEach((number, filter) -> {
            if (!filter.containsKey(MODEL)) {
                throw rejected("filter." + number + ".model is missing");
            }
        });
        return new VideoFilters(List.copyOf(numbered.values()));
    }

    private static SortedMap<Integer, Map<String, Object>> numbered(SortedMap<String, String> options) {
        SortedMap<Integer, Map<String, Object>> filters = new TreeMap<>();
        options.forEach((name, value) -> {
            Matcher matcher = NUMBERED.matcher(name);
            if (!matcher.matches()) {
                throw rejected("filter." + name + " should be filter.NUMBER.NAME, such as filter.1.model");
            }
            String dial = matcher.group(2);
            filters.computeIfAbsent(Integer.valueOf(matcher.group(1)), number -> new LinkedHashMap<>())
                    .put(dial, dial.equals(MODEL) ? value : json(value));
        });
        return filters;
    }

    /** The API tells numbers and booleans from text, an option does not. */
    private static Object json(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        if (WHOLE.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
    }

    Stream<String> models() {
        return all.stream().map(filter -> String.valueOf(filter.get(MODEL)));
    }

    boolean interpolates() {
        return models().anyMatch(VideoFilters::interpolates);
    }

    static boolean interpolates(String model) {
        return INTERPOLATION.matcher(model).matches();
    }

    /** Whether the result's size can be another than the source's. */
    boolean enlarges() {
        return !models().allMatch(VideoFilters::interpolates);
    }

    /** Whether it is known that it can. */
    boolean surelyEnlarges() {
        return models().anyMatch(model ->
                !interpolates(model) && !SAME_SIZE.matcher(model).matches());
    }

    /** Frames per second that a filter is told to make; 0 where none is. */
    double framesPerSecond() {
        return largest("fps", 0);
    }

    /** How many times longer the result is than the source. */
    double slowMotion() {
        return largest("slowmo", 1);
    }

    private double largest(String dial, double otherwise) {
        return all.stream()
                .map(filter -> filter.get(dial))
                .filter(Number.class::isInstance)
                .mapToDouble(value -> ((Number) value).doubleValue())
                .max()
                .orElse(otherwise);
    }

    private static ProviderException rejected(String why) {
        return new ProviderException(Kind.REJECTED, why);
    }
}
