package io.camelupscale.lupa.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What only Lupa knows, to and from the text that a request carries it as.
 *
 * @param creativity −10 to 10
 * @param exactSize  whether a result must be as large as was asked for
 * @param more       fields that are sent as they are, by the API's names for them
 */
public record LupaSettings(LupaMode mode, int creativity, boolean exactSize, SortedMap<String, String> more) {

    public static final String MODE = "mode";
    public static final String CREATIVITY = "creativity";

    private static final String EXACT_SIZE = "exactSize";
    private static final String MORE = "setting.";
    private static final ObjectMapper JSON = new ObjectMapper();

    public static LupaSettings of(LupaMode mode, int creativity, boolean exactSize, Map<String, Object> more) {
        SortedMap<String, String> texts = new TreeMap<>();
        more.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return new LupaSettings(mode, creativity, exactSize, texts);
    }

    /** @throws ProviderException {@code REJECTED} if the mode or the creativity is none */
    static LupaSettings of(UpscaleSpec spec) {
        SortedMap<String, String> more = new TreeMap<>();
        spec.settings().forEach((name, value) -> {
            if (name.startsWith(MORE)) {
                more.put(name.substring(MORE.length()), value);
            }
        });
        Map<String, String> texts = spec.settings();
        try {
            return new LupaSettings(
                    LupaMode.of(texts.getOrDefault(MODE, LupaMode.STANDARD.word())),
                    Integer.parseInt(texts.getOrDefault(CREATIVITY, "0").strip()),
                    Boolean.parseBoolean(texts.get(EXACT_SIZE)),
                    more);
        } catch (IllegalArgumentException e) {
            String wrong = "mode=%s and creativity=%s: standard or precision, and a whole number, are wanted"
                    .formatted(texts.get(MODE), texts.get(CREATIVITY));
            throw new ProviderException(Kind.REJECTED, wrong, e);
        }
    }

    public Map<String, String> asText() {
        Map<String, String> texts = new HashMap<>();
        texts.put(MODE, mode.word());
        texts.put(CREATIVITY, String.valueOf(creativity));
        if (exactSize) {
            texts.put(EXACT_SIZE, "true");
        }
        more.forEach((name, value) -> texts.put(MORE + name, value));
        return texts;
    }

    /** The value of a field in JSON: a number, true or false where it looks like one, else text. */
    static JsonNode json(String value) {
        try {
            JsonNode read = JSON.readTree(value);
            return read.isNumber() || read.isBoolean() ? read : TextNode.valueOf(value);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(value);
        }
    }
}
