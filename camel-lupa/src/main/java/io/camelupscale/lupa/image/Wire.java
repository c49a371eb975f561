package io.camelupscale.lupa.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What everything is called in the API of one account. */
public final class Wire {

    private final Map<WireName, String> names = new EnumMap<>(WireName.class);

    /**
     * The defaults, less what is overridden.
     *
     * @param overrides by {@link WireName#option()}
     * @throws IllegalArgumentException if one is not known, or a path does not begin with a slash
     */
    public Wire(Map<String, Object> overrides) {
        for (WireName name : WireName.values()) {
            names.put(name, name.defaultValue());
        }
        overrides.forEach((option, value) -> names.put(
                WireName.of(option)
                        .orElseThrow(() -> new IllegalArgumentException("wire." + option + " is none of "
                                + Arrays.stream(WireName.values())
                                        .map(WireName::option)
                                        .collect(Collectors.joining(", wire.", "wire.", "")))),
                String.valueOf(value)));
        for (WireName path : new WireName[] {WireName.STANDARD_PATH, WireName.PRECISION_PATH, WireName.STATUS_PATH}) {
            if (!get(path).startsWith("/")) {
                throw new IllegalArgumentException("wire." + path.option() + " must begin with a slash");
            }
        }
    }

    public String get(WireName name) {
        return names.getOrDefault(name, name.defaultValue());
    }

    /** Whether a word is one of those, without regard to case. */
    boolean is(WireName words, String word) {
        return Arrays.stream(get(words).split(","))
                .anyMatch(known -> known.strip().equalsIgnoreCase(word.strip()));
    }

    /** A field of an object; a missing node where there is none. Dots in its name lead into objects. */
    JsonNode field(JsonNode object, WireName name) {
        String path = get(name);
        return path.isEmpty() ? object : object.at("/" + path.replace('.', '/'));
    }

    /** The same as text; empty where it is missing, null or no simple value. */
    String text(JsonNode object, WireName name) {
        return text(field(object, name));
    }

    static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
    }
}
