package io.camelupscale.upscayl.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelupscale.upscayl.image.Wire.Term;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A task as {@code get-task-status} shows it, in either contract. Numbers may be text, and any field may be missing.
 *
 * @param name of the file that is looked at, as it was sent; empty for the only one
 */
record TaskStatus(JsonNode data, Wire wire, String name) {

    private static final long LARGEST_SECOND = 100_000_000_000L; // read as seconds it is the year 5138
    private static final Pattern QUERY = Pattern.compile("(https?://[^?#\\s]*)[?#]\\S*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET =
            Pattern.compile(".*(token|secret|signature|credential|password).*", Pattern.CASE_INSENSITIVE);

    /** @param body of the answer, with or without the wrapper that it is documented to have */
    static TaskStatus of(JsonNode body, Wire wire) {
        return new TaskStatus(body.path("data").isObject() ? body.path("data") : body, wire, "");
    }

    /** The same task, for one of its files. */
    TaskStatus of(String file) {
        return new TaskStatus(data, wire, file);
    }

    String word() {
        return data.path("status").asText();
    }

    /** Null for a word that is not known. */
    @Nullable
    Term meaning() {
        return wire.meaning(word());
    }

    /** 0 to 1; negative where it is not told. */
    double progress() {
        double percent = data.path("progress").asDouble(-1);
        return percent < 0 ? -1 : Math.min(percent / 100, 1);
    }

    boolean isCharged() {
        return data.path("creditsDeducted").asBoolean();
    }

    /** What was charged; null where it is not told. */
    @Nullable
    Double charged() {
        double credits = data.path("deductedCredits").asDouble(-1);
        return credits < 0 ? null : Double.valueOf(credits);
    }

    /** Why it failed; empty where it is not told. */
    String error() {
        String own = file().path("error").asText("");
        return own.isEmpty() ? data.path("error").asText("") : own;
    }

    /** How many of its files have a result; at least 1. */
    int finished() {
        int count = 0;
        for (JsonNode file : data.path("files")) {
            count += wire.url(file, Term.LINK).isEmpty() ? 0 : 1;
        }
        return Math.max(1, count);
    }

    /** The file that is looked at. Where the service lists none: what the task says itself, or nothing if there are several. */
    JsonNode file() {
        for (JsonNode file : data.path("files")) {
            if (name.isEmpty() || file.path("originalFileName").asText().equals(name)) {
                return file;
            }
        }
        return name.isEmpty() ? data : MissingNode.getInstance();
    }

    /** Empty where there is none. */
    String link() {
        return wire.url(file(), Term.LINK);
    }

    /** In seconds or milliseconds; null where it is not told, or is past already: then it cannot be about this link. */
    @Nullable
    Instant expires(Instant now) {
        long time = file().path("expiresAt").asLong();
        Instant expires = time < LARGEST_SECOND ? Instant.ofEpochSecond(time) : Instant.ofEpochMilli(time);
        return expires.isAfter(now) ? expires : null;
    }

    /** The file's record, for people: without queries of URLs and what is called a secret. */
    String record() {
        return shown(file()).toString();
    }

    private static JsonNode shown(JsonNode record) {
        if (!record.isObject()) {
            return record;
        }
        ObjectNode shown = ((ObjectNode) record).objectNode();
        for (Map.Entry<String, JsonNode> field : record.properties()) {
            JsonNode value = field.getValue();
            if (SECRET.matcher(field.getKey()).matches()) {
                shown.put(field.getKey(), "***");
            } else if (value.isTextual()) {
                shown.put(field.getKey(), QUERY.matcher(value.asText()).replaceAll("$1"));
            } else {
                shown.set(field.getKey(), shown(value));
            }
        }
        return shown;
    }
}
