package io.camelupscale.examples.upscaleservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document of this service, for people and for programs. */
final class ApiDocument {

    static final String DEFAULT_PREFIX = "/api/v1";

    private final String yaml;
    private final String json;

    /** @param prefix where the API begins here */
    ApiDocument(String prefix) throws IOException {
        try (InputStream in = ApiDocument.class.getResourceAsStream("/openapi/upscale-service.yaml")) {
            this.yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("url: " + DEFAULT_PREFIX, "url: " + (prefix.isEmpty() ? "/" : prefix));
        }
        this.json = json(yaml);
    }

    void register(Router router, String prefix) {
        router.get(prefix + "/openapi.yaml").handler(ctx -> ctx.response()
                .putHeader("Content-Type", "application/yaml")
                .end(yaml));
        router.get(prefix + "/openapi.json").handler(ctx -> ctx.response()
                .putHeader("Content-Type", "application/json")
                .end(json));
        router.get(prefix + "/docs").handler(ctx -> ctx.response()
                .setStatusCode(302)
                .putHeader("Location", "/docs")
                .end());
    }

    private static String json(String yaml) throws JsonProcessingException {
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new ObjectMapper().writeValueAsString(document);
    }
}
