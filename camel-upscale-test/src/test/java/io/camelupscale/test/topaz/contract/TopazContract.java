package io.camelupscale.test.topaz.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.camelupscale.test.contract.ApiDescription;
import io.camelupscale.test.contract.FormBody;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds exchanges against the vendor's OpenAPI files. Names of models are not looked at: the vendor says that its lists lag. The
 * Account API has no file; of it everything is right.
 */
public final class TopazContract {

    private static final String IMAGE = "/image/v1";
    private static final String EXPRESS = "/video/express";
    private static final String MULTIPART = "multipart/form-data";
    private static final String JSON = "application/json";

    private final ApiDescription images = ApiDescription.load("topaz-image-api-1.2.0.yaml");
    private final ApiDescription videos = ApiDescription.load("topaz-video-api-1.0.0.yaml");

    /**
     * An operation and a status that it may answer.
     *
     * @param path with placeholders, as it stands behind the host
     */
    public record Documented(String method, String path, int status) {}

    private record Place(ApiDescription api, ApiDescription.Operation operation) {}

    /** All that the files describe. */
    public List<Documented> documented() {
        List<Documented> all = new ArrayList<>();
        for (ApiDescription api : List.of(images, videos)) {
            for (ApiDescription.Operation operation : api.operations()) {
                String path = (api == images ? IMAGE : "") + operation.template();
                api.at(operation.pointer() + "/responses")
                        .fieldNames()
                        .forEachRemaining(
                                status -> all.add(new Documented(operation.method(), path, Integer.parseInt(status))));
            }
        }
        return all;
    }

    /** What the exchange is an instance of; empty where the files do not know it. */
    public Optional<Documented> of(Exchange exchange) {
        return find(exchange)
                .map(place -> new Documented(
                        exchange.method(),
                        (place.api() == images ? IMAGE : "") + place.operation().template(),
                        exchange.status()));
    }

    /** What is wrong with what a client sent; empty where nothing is. */
    public List<String> requestErrors(Exchange exchange) {
        if (isUndescribed(exchange)) {
            return List.of();
        }
        Place place = find(exchange).orElse(null);
        if (place == null) {
            return List.of(exchange + ": there is no such operation");
        }
        List<String> errors = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(exchange.query().keySet());
        place.api()
                .at(place.operation().pointer() + "/parameters")
                .forEach(parameter -> unknown.remove(parameter.path("name").asText()));
        unknown.forEach(name -> errors.add(exchange + ": unknown parameter " + name));
        String body = place.api().resolved(place.operation().pointer() + "/requestBody");
        if (place.api().at(body).isMissingNode()) {
            return errors;
        }
        String type = String.join(",", exchange.headers().getOrDefault("content-type", List.of()));
        String media = type.split(";")[0].trim();
        String pointer = body + "/content/" + ApiDescription.escaped(media) + "/schema";
        if (place.api().at(pointer).isMissingNode()) {
            errors.add(exchange + ": undocumented Content-Type " + type);
            return errors;
        }
        pointer = place.api().resolved(pointer);
        String json = media.equals(MULTIPART)
                ? FormBody.of(type, exchange.body(), place.api().at(pointer)).toString()
                : new String(exchange.body(), StandardCharsets.UTF_8);
        boolean express = place.operation().template().equals(EXPRESS);
        place.api()
                .check(pointer, json)
                .filter(error -> !isModel(error) && !(express && isOptional(error)))
                .forEach(error -> errors.add(exchange + ": " + error));
        return errors;
    }

    /** What is wrong with what a service answered; empty where nothing is. */
    public List<String> answerErrors(Exchange exchange) {
        if (isUndescribed(exchange)) {
            return List.of();
        }
        Place place = find(exchange).orElse(null);
        if (place == null) {
            return List.of(exchange + ": there is no such operation");
        }
        String pointer = place.api().resolved(place.operation().pointer() + "/responses/" + exchange.status());
        JsonNode answer = place.api().at(pointer);
        if (answer.isMissingNode()) {
            return List.of(exchange + ": undocumented status");
        }
        String text = new String(exchange.answer(), StandardCharsets.UTF_8);
        if (!answer.has("content")) {
            return text.isEmpty() ? List.of() : List.of(exchange + ": a body that should not be there");
        }
        String schema = place.api().resolved(pointer + "/content/" + ApiDescription.escaped(JSON) + "/schema");
        return place.api()
                .check(schema, text)
                .map(error -> exchange + ": " + error)
                .toList();
    }

    private Optional<Place> find(Exchange exchange) {
        boolean image = exchange.path().startsWith(IMAGE + '/');
        ApiDescription api = image ? images : videos;
        String path = image ? exchange.path().substring(IMAGE.length()) : exchange.path();
        return api.find(exchange.method(), path).map(operation -> new Place(api, operation));
    }

    private static boolean isUndescribed(Exchange exchange) {
        return exchange.path().startsWith("/account/");
    }

    private static boolean isModel(ValidationMessage error) {
        return error.getType().equals("enum")
                && error.getInstanceLocation().toString().endsWith(".model");
    }

    /** The file's text says that such a field may be left out, its schema that it may not. */
    private static boolean isOptional(ValidationMessage error) {
        return error.getType().equals("required")
                && error.getInstanceLocation().toString().equals("$.output")
                && List.of("frameRate", "audioTransfer").contains(error.getProperty());
    }
}
