package io.camelupscale.test.topaz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.util.json.JsonArray;
import org.jspecify.annotations.Nullable;

/** What jobs of the Image API would cost. Nothing is charged. */
final class ImageEstimates {

    private static final String NO_RESOLUTION = "Please provide a valid input resolution.";

    Answer one(Map<String, String> fields, boolean generative) throws IOException {
        try {
            return HttpReply.json(200, estimate(fields, generative));
        } catch (BadRequestException e) { // documented of a submit only
            throw new BadRequestException(400, String.valueOf(e.getMessage()));
        }
    }

    /** Each item by itself: an error of one is not one of the others. */
    Answer many(String text) throws IOException {
        JsonNode items = json(text);
        if (!items.isArray()) {
            throw new BadRequestException(400, "Please provide a list of requests.");
        }
        JsonArray answers = new JsonArray();
        for (JsonNode item : items) {
            Map<String, Object> answer = new LinkedHashMap<>();
            try {
                Map<String, String> fields = fields(item);
                unlisted(fields.get("model")).ifPresent(family -> fields.putIfAbsent("category", family.category()));
                answer.putAll(estimate(fields, isGenerative(fields)));
                answer.put("status", "success");
            } catch (BadRequestException e) {
                answer.put("status", "error");
                answer.put("code", e.status());
                answer.put("message", e.getMessage());
            }
            answers.add(answer);
        }
        return HttpReply.text(200, "application/json", answers.toJson());
    }

    private static Map<String, Object> estimate(Map<String, String> fields, boolean generative) throws IOException {
        ImageFamily family = ImageFamily.of(fields.getOrDefault("category", "Enhance"), generative)
                .orElseThrow(() -> new BadRequestException(400, "Invalid category."));
        Integer width = ImageWish.side(fields.get("input_width"), NO_RESOLUTION);
        Integer height = ImageWish.side(fields.get("input_height"), NO_RESOLUTION);
        if (width == null || height == null) {
            throw new BadRequestException(400, NO_RESOLUTION);
        }
        ImageWish wish = ImageWish.of(family, fields, width, height);
        Map<String, Object> estimate = new LinkedHashMap<>();
        estimate.put("duration", 5 + wish.pixels() / 1_000_000);
        estimate.put("credits", wish.credits());
        return estimate;
    }

    /** In bulk, these models are listed and their categories are not. */
    private static Optional<ImageFamily> unlisted(@Nullable String model) {
        return Stream.of(ImageFamily.MATTING, ImageFamily.TOOL)
                .filter(family -> model != null && family.models().contains(model))
                .findFirst();
    }

    /** In bulk only the model tells. */
    private static boolean isGenerative(Map<String, String> fields) {
        String model = fields.get("model");
        return model != null
                && ImageFamily.of(fields.getOrDefault("category", "Enhance"), true)
                        .filter(family -> family.models().contains(model))
                        .isPresent();
    }

    static JsonNode json(String text) throws IOException {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadRequestException(400, "Invalid JSON.");
        }
    }

    /** The values of an object as texts. */
    static Map<String, String> fields(JsonNode object) throws IOException {
        if (!object.isObject()) {
            throw new BadRequestException(400, "Please provide an object.");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        return fields;
    }
}
