package io.camelupscale.test.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.oas.OpenApi30;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One OpenAPI file, of version 3.0 or 3.1. */
public final class ApiDescription {

    /**
     * What can be called.
     *
     * @param pointer where the file describes it
     */
    public record Operation(String method, String template, String pointer) {}

    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
    private static final String LOCATION = "https://vendor.invalid/";

    private final String location;
    private final JsonNode root;
    private final JsonSchemaFactory schemas;

    private ApiDescription(String location, JsonNode root) {
        this.location = location;
        this.root = root;
        Map<String, String> documents = Map.of(location, root.toString());
        this.schemas = root.path("openapi").asText().startsWith("3.0")
                ? JsonSchemaFactory.getInstance(VersionFlag.V4, builder -> builder.metaSchema(OpenApi30.getInstance())
                        .defaultMetaSchemaIri(OpenApi30.getInstance().getIri())
                        .schemaLoaders(loaders -> loaders.schemas(documents)))
                : JsonSchemaFactory.getInstance(
                        VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(documents)));
    }

    /** @param resource the file's name in the folder {@code openapi} */
    public static ApiDescription load(String resource) {
        try (InputStream in = ApiDescription.class.getResourceAsStream("/openapi/" + resource)) {
            Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new ApiDescription(
                    LOCATION + resource.replace(".yaml", ".json"), new ObjectMapper().valueToTree(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it describes. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths").properties().forEach(path -> METHODS.stream()
                .filter(path.getValue()::has)
                .forEach(method -> operations.add(new Operation(
                        method.toUpperCase(Locale.ROOT),
                        path.getKey(),
                        "/paths/" + escaped(path.getKey()) + '/' + method))));
        return operations;
    }

    /** The operation that a request is for: one without placeholders before one with them. */
    public Optional<Operation> find(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method) && matches(operation.template(), path))
                .min((one, other) -> Boolean.compare(
                        one.template().contains("{"), other.template().contains("{")));
    }

    /** What lies there, or where it refers to. */
    public String resolved(String pointer) {
        JsonNode reference = root.at(pointer).path("$ref");
        return reference.isTextual() ? reference.asText().substring(1) : pointer;
    }

    /** What lies there; a missing node for nothing. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** What is wrong with a value. */
    public Stream<ValidationMessage> check(String pointer, String json) {
        return schemas.getSchema(SchemaLocation.of(location + '#' + pointer)).validate(json, InputFormat.JSON).stream();
    }

    /** A name as a part of a pointer. */
    public static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static boolean matches(String template, String path) {
        String pattern = Stream.of(template.split("(?=\\{)|(?<=\\})"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part))
                .reduce("", String::concat);
        return path.matches(pattern);
    }
}
