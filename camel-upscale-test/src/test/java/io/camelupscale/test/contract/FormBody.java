package io.camelupscale.test.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A multipart body as the object that its description means. */
public final class FormBody {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");

    private FormBody() {}

    /**
     * Reads it.
     *
     * @param schema tells which fields are numbers, flags and arrays
     */
    public static ObjectNode of(String contentType, byte[] body, JsonNode schema) {
        ObjectNode object = new ObjectMapper().createObjectNode();
        Matcher boundary = BOUNDARY.matcher(contentType);
        if (!boundary.find()) {
            return object;
        }
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String part : text.split(Pattern.quote("--" + boundary.group(1)))) {
            Matcher name = NAME.matcher(part);
            int begin = part.indexOf("\r\n\r\n");
            if (begin < 0 || !name.find()) {
                continue;
            }
            boolean file = part.substring(0, begin).contains("filename=");
            String value = file ? "" : part.substring(begin + 4, Math.max(begin + 4, part.length() - 2));
            put(
                    object,
                    name.group(1),
                    value,
                    schema.at("/properties/" + name.group(1) + "/type").asText());
        }
        return object;
    }

    private static void put(ObjectNode object, String name, String value, String type) {
        if (type.equals("integer") && value.matches("-?\\d{1,18}")) {
            object.put(name, Long.parseLong(value));
        } else if (type.equals("boolean") && (value.equals("true") || value.equals("false"))) {
            object.put(name, Boolean.parseBoolean(value));
        } else if (type.equals("array") && value.startsWith("[")) {
            object.set(name, array(value));
        } else {
            object.put(name, value);
        }
    }

    private static JsonNode array(String value) {
        try {
            return new ObjectMapper().readTree(value);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(value);
        }
    }
}
