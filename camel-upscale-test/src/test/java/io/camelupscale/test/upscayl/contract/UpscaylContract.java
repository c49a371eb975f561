package io.camelupscale.test.upscayl.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import io.camelupscale.test.contract.ApiDescription;
import io.camelupscale.test.contract.FormBody;
import io.camelupscale.test.http.ExchangeLog.Exchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds exchanges against one of the vendor's two OpenAPI files. That of 2026 describes {@code get-task-status} alone; of what
 * it does not know everything is right.
 */
public final class UpscaylContract {

    private static final String MULTIPART = "multipart/form-data";
    private static final String JSON = "application/json";

    private final ApiDescription api;
    private final boolean whole;

    private UpscaylContract(String file, boolean whole) {
        this.api = ApiDescription.load(file);
        this.whole = whole;
    }

    /** The file of January 2026. */
    public static UpscaylContract current() {
        return new UpscaylContract("upscayl-cloud-get-task-status-2026.yaml", false);
    }

    /** The file of February 2025. */
    public static UpscaylContract older() {
        return new UpscaylContract("upscayl-cloud-repo-2025-02.yaml", true);
    }

    /** What is wrong with what a client sent; empty where nothing is. */
    public List<String> requestErrors(Exchange exchange) {
        ApiDescription.Operation operation = find(exchange).orElse(null);
        if (operation == null) {
            return unknown(exchange);
        }
        String type = String.join(",", exchange.headers().getOrDefault("content-type", List.of()));
        String media = type.split(";")[0].trim();
        String pointer = operation.pointer() + "/requestBody/content/" + ApiDescription.escaped(media) + "/schema";
        JsonNode schema = api.at(pointer);
        if (schema.isMissingNode()) {
            return List.of(exchange + ": undocumented Content-Type " + type);
        }
        String json = media.equals(MULTIPART)
                ? FormBody.of(type, exchange.body(), schema).toString()
                : new String(exchange.body(), StandardCharsets.UTF_8);
        return told(exchange, api.check(pointer, json));
    }

    /** What is wrong with what a service answered; empty where nothing is. */
    public List<String> answerErrors(Exchange exchange) {
        ApiDescription.Operation operation = find(exchange).orElse(null);
        if (operation == null) {
            return unknown(exchange);
        }
        String pointer = api.resolved(operation.pointer() + "/responses/" + exchange.status());
        if (api.at(pointer).isMissingNode()) {
            return List.of(exchange + ": undocumented status");
        }
        String content = pointer + "/content/" + ApiDescription.escaped(JSON);
        String answer = new String(exchange.answer(), StandardCharsets.UTF_8);
        JsonNode example = api.at(content + "/schema/example");
        if (example.isTextual()) { // an object by its schema, and a bare text by its own example
            return answer.equals(example.toString()) ? List.of() : List.of(exchange + ": not " + example);
        }
        return told(exchange, api.check(api.resolved(content + "/schema"), answer));
    }

    /** The operations and statuses that the file describes, as {@code get-task-status 200}. */
    public List<String> documented() {
        List<String> all = new ArrayList<>();
        for (ApiDescription.Operation operation : api.operations()) {
            api.at(operation.pointer() + "/responses")
                    .fieldNames()
                    .forEachRemaining(status -> all.add(operation.template().substring(1) + ' ' + status));
        }
        return all;
    }

    private Optional<ApiDescription.Operation> find(Exchange exchange) {
        return api.find(exchange.method(), exchange.path());
    }

    private List<String> unknown(Exchange exchange) {
        return whole ? List.of(exchange + ": there is no such operation") : List.of();
    }

    private static List<String> told(Exchange exchange, Stream<ValidationMessage> errors) {
        return errors.map(error -> exchange + ": " + error).toList();
    }
}
