package io.camelupscale.job.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One header's value in JSON, and back as it was. */
final class JobHeader {

    private JobHeader() {}

    /** @throws IllegalArgumentException if it is neither a string nor a number nor a boolean */
    static Object toJson(String name, Object value) {
        if (value instanceof String || value instanceof Boolean || value instanceof Integer) {
            return value;
        }
        String type = value.getClass().getSimpleName();
        if (value instanceof Number && value.equals(number(type, value.toString()))) {
            return Map.of(type, value.toString());
        }
        throw new IllegalArgumentException("header " + name + " cannot be kept with a job: " + value.getClass()
                + " is no string, number or boolean");
    }

    static Object ofJson(JsonNode json) {
        if (json.isObject()) {
            Map.Entry<String, JsonNode> typed = json.properties().iterator().next();
            Number number = number(typed.getKey(), typed.getValue().asText());
            return number == null ? typed.getValue().asText() : number;
        }
        return json.isBoolean() ? (Object) json.asBoolean() : json.isInt() ? (Object) json.asInt() : json.asText();
    }

    private static @Nullable Number number(String type, String text) {
        return switch (type) {
            case "Byte" -> Byte.valueOf(text);
            case "Short" -> Short.valueOf(text);
            case "Long" -> Long.valueOf(text);
            case "Float" -> Float.valueOf(text);
            case "Double" -> Double.valueOf(text);
            case "BigInteger" -> new BigInteger(text);
            case "BigDecimal" -> new BigDecimal(text);
            default -> null;
        };
    }
}
