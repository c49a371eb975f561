package io.camelupscale.job.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.camelupscale.job.Job;
import io.camelupscale.job.JobPolicy;
import io.camelupscale.job.JobStoreException;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of a job's row. Fields that a later version adds are null when it reads what an earlier one wrote. */
final class JobJson {

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Duration.class, ToStringSerializer.instance)
                    .addDeserializer(Duration.class, new DurationReader()))
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What was asked for, and how. */
    record Request(
            @Nullable String source,
            @Nullable URI url,
            String name,
            UpscaleSpec spec,
            JobPolicy policy,
            ExpectedResult expected) {

        static Request of(Job job) {
            UpscaleRequest request = job.request();
            return new Request(
                    request.path(),
                    request.url(),
                    request.sourceName(),
                    request.spec(),
                    job.order().policy(),
                    job.expected());
        }

        UpscaleRequest request() {
            return new UpscaleRequest(source, url, name, spec);
        }
    }

    String write(Request request) {
        return text(request);
    }

    Request readRequest(String json) {
        return parse(() -> mapper.readValue(json, Request.class));
    }

    String writeState(Map<String, String> state) {
        return text(new TreeMap<>(state));
    }

    Map<String, String> readState(String json) {
        return parse(() -> mapper.readValue(json, TEXTS));
    }

    /**
     * Strings, booleans and integers as JSON has them. Other numbers with their type, which JSON would forget:
     * {@code {"Long":"5"}}.
     */
    String writeHeaders(Map<String, Object> headers) {
        Map<String, Object> typed = new TreeMap<>();
        headers.forEach((name, value) -> typed.put(name, JobHeader.toJson(name, value)));
        return text(typed);
    }

    Map<String, Object> readHeaders(String json) {
        JsonNode typed = parse(() -> mapper.readTree(json));
        Map<String, Object> headers = new HashMap<>();
        typed.properties().forEach(header -> headers.put(header.getKey(), JobHeader.ofJson(header.getValue())));
        return headers;
    }

    private String text(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("No JSON can be made of " + value.getClass(), e);
        }
    }

    private interface Parsing<T> {
        T parse() throws JsonProcessingException;
    }

    private static <T> T parse(Parsing<T> parsing) {
        try {
            return parsing.parse();
        } catch (JsonProcessingException e) {
            throw new JobStoreException("A row of the job store cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static final class DurationReader extends FromStringDeserializer<Duration> {

        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        protected Duration _deserialize(String text, com.fasterxml.jackson.databind.DeserializationContext context) {
            return Duration.parse(text);
        }
    }
}
