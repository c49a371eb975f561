package io.camelupscale;

import io.camelupscale.job.Job;
import io.camelupscale.job.JobStatus;
import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Converter;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Makes maps and JSON of the bodies that tell something. What is not known is left out. */
@Converter(generateLoader = true)
public final class UpscaleConverter {

    private UpscaleConverter() {}

    @Converter
    public static Map<String, Object> toMap(JobStatus status) {
        Job job = status.job();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("jobKey", job.key());
        map.put("status", JobMessages.word(job.state()));
        put(map, "progress", status.progress() < 0 ? null : status.progress());
        put(map, "progressText", status.detail());
        map.put("sourceName", job.request().sourceName());
        put(map, "remoteId", job.remote().id().isEmpty() ? null : job.remote().id());
        map.put("created", job.created().toString());
        put(map, "accepted", job.accepted() == null ? null : job.accepted().toString());
        put(map, "credits", job.credits());
        put(map, "reason", job.reason() == null ? null : JobMessages.word(job.reason()));
        put(map, "error", job.error());
        map.put("deliveries", job.deliveries());
        return map;
    }

    @Converter
    public static Map<String, Object> toMap(Estimate estimate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("credits", estimate.credits());
        put(
                map,
                "durationMillis",
                estimate.time() == null ? null : estimate.time().toMillis());
        return map;
    }

    @Converter
    public static Map<String, Object> toMap(Estimates estimates) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("credits", estimates.credits());
        map.put("items", estimates.items().stream().map(UpscaleConverter::item).toList());
        return map;
    }

    private static Map<String, Object> item(Estimates.Item item) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sourceName", item.sourceName());
        if (item.estimate() != null) {
            map.putAll(toMap(item.estimate()));
        }
        put(map, "error", item.error());
        return map;
    }

    @Converter
    public static Map<String, Object> toMap(Balance balance) {
        return Map.of("credits", balance.credits());
    }

    @Converter
    public static String toJson(JobStatus status) {
        return json(toMap(status));
    }

    @Converter
    public static String toJson(Estimate estimate) {
        return json(toMap(estimate));
    }

    @Converter
    public static String toJson(Estimates estimates) {
        return json(toMap(estimates));
    }

    @Converter
    public static String toJson(Balance balance) {
        return json(toMap(balance));
    }

    private static void put(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }

    private static String json(Map<String, Object> map) {
        return new JsonObject(map).toJson();
    }
}
