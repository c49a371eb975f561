package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the Video API wants of a create request. One for each request. */
final class VideoChecks {

    private static final Set<String> CONTAINERS = Set.of(
            "3gp", "avi", "dv", "flv", "m1v", "m2t", "m2ts", "m2v", "m4v", "mkv", "mov", "mp4", "mpeg", "mpg", "mts",
            "mxf", "ser", "ts", "vob", "webm", "wmv");

    private final JsonNode wish;
    private final boolean express;
    private final List<Map<String, Object>> errors = new ArrayList<>();

    VideoChecks(JsonNode wish, boolean express) {
        this.wish = wish;
        this.express = express;
    }

    /** What is wrong, by field; empty where all is well. */
    List<Map<String, Object>> errors() {
        checkSource();
        checkFilters();
        checkOutput();
        checkDestination();
        if (!wish.at("/notifications/webhookUrl").isMissingNode()
                && !wish.at("/notifications/webhookUrl").isTextual()) {
            wrong("notifications.webhookUrl", "webhookUrl must be a string");
        }
        return errors;
    }

    private void checkSource() {
        checkOneOf("source.container", CONTAINERS, true);
        if (!express) {
            checkNumber("source.size", 1, 99_999_999_999.0, true);
            checkNumber("source.duration", 0, Double.MAX_VALUE, true);
            checkNumber("source.frameCount", 1, Double.MAX_VALUE, true);
            checkNumber("source.frameRate", 0, Double.MAX_VALUE, true);
            checkNumber("source.resolution.width", 1, Integer.MAX_VALUE, true);
            checkNumber("source.resolution.height", 1, Integer.MAX_VALUE, true);
        }
        JsonNode external = at("source.external");
        if (!external.isMissingNode()
                && (!"s3".equals(external.path("provider").asText())
                        || !external.path("presignedUrl").isTextual())) {
            wrong("source.external", "only provider s3 with a presignedUrl is simulated");
        }
    }

    private void checkDestination() {
        JsonNode external = at("destination.external");
        if (external.isMissingNode()) {
            return;
        }
        checkOneOf("destination.external.provider", Set.of("s3"), true);
        boolean role = external.has("awsCredentials") && external.has("bucketName") && external.has("key");
        if (external.has("multipart")) {
            wrong("destination.external", "multipart is not simulated");
        } else if (external.has("presignedUrl") == role) {
            wrong(
                    "destination.external",
                    "either presignedUrl, or awsCredentials, bucketName and key together, is required");
        }
        for (String text : new String[] {"presignedUrl", "bucketName", "key"}) {
            checkText("destination.external." + text, false);
        }
        if (external.has("awsCredentials")) {
            checkText("destination.external.awsCredentials.roleArn", true);
            checkText("destination.external.awsCredentials.externalId", true);
            JsonNode duration = at("destination.external.awsCredentials.duration");
            if (!duration.isMissingNode() && !(duration.isIntegralNumber() && duration.asLong() >= 1)) {
                wrong("destination.external.awsCredentials.duration", "duration must be an integer of at least 1");
            }
        }
    }

    private void checkText(String path, boolean required) {
        JsonNode value = at(path);
        if (value.isMissingNode() ? required : !value.isTextual()) {
            wrong(path, path.substring(path.lastIndexOf('.') + 1) + " must be a string");
        }
    }

    private void checkFilters() {
        JsonNode filters = wish.path("filters");
        if (!filters.isArray() || filters.isEmpty()) {
            wrong("filters", "filters must be an array with at least 1 element");
            return;
        }
        for (int i = 0; i < filters.size(); i++) {
            checkFilter("filters." + i, filters.get(i));
        }
    }

    private void checkFilter(String path, JsonNode filter) {
        String model = filter.path("model").asText();
        if (!VideoModels.all().contains(model)) {
            wrong(path + ".model", "model is not supported");
        }
        if (model.equals("stab-1") && !filter.path("rollingShutterCorrection").isBoolean()) {
            wrong(path + ".rollingShutterCorrection", "rollingShutterCorrection is required");
        }
        boolean measured =
                at("source.frameCount").isNumber() && at("source.resolution").isObject();
        if (express && VideoModels.measured().contains(model) && !measured) {
            wrong("source.frameCount", "frameCount and resolution are required for " + model);
        }
        VideoModels.dials().forEach((name, range) -> {
            if (VideoModels.isCatalogued(model)) {
                checkNumber(path + '.' + name, range.least(), range.most(), false);
            }
        });
    }

    private void checkOutput() {
        checkNumber("output.resolution.width", 1, Integer.MAX_VALUE, true);
        checkNumber("output.resolution.height", 1, Integer.MAX_VALUE, true);
        checkNumber("output.frameRate", 0, 1000, !express || interpolatesAtNoRate());
        checkOneOf("output.audioTransfer", Set.of("Copy", "Convert", "None"), !express);
        String transfer = at("output.audioTransfer").asText("None");
        checkOneOf("output.audioCodec", Set.of("AAC", "AC3", "PCM"), !transfer.equals("None"));
        checkOneOf("output.dynamicCompressionLevel", Set.of("Low", "Mid", "High"), false);
        checkOneOf("output.container", Set.of("mp4", "mov", "mkv", "avi", "webm"), false);
        VideoEncoder encoder = VideoEncoder.find(at("output.videoEncoder").asText("H265"));
        if (encoder == null) {
            wrong("output.videoEncoder", "videoEncoder must be one of AV1, H264, H265, ProRes, VP9");
            return;
        }
        if (!encoder.hasProfile(at("output.videoProfile"))) {
            wrong("output.videoProfile", "videoProfile must be one of " + encoder.profiles());
        }
        if (!encoder.fits(
                at("output.resolution.width").asInt(),
                at("output.resolution.height").asInt())) {
            wrong("output.resolution", "resolution exceeds the maximum of " + encoder);
        }
        if (at("output.dynamicCompressionLevel").isMissingNode() && !encoder.hasBitrate(at("output.videoBitrate"))) {
            wrong("output.videoBitrate", "videoBitrate is missing, malformed or too high for " + encoder);
        }
    }

    private boolean interpolatesAtNoRate() {
        for (JsonNode filter : wish.path("filters")) {
            if (VideoModels.interpolation().contains(filter.path("model").asText()) && !filter.has("fps")) {
                return true;
            }
        }
        return false;
    }

    private void checkNumber(String path, double least, double most, boolean required) {
        JsonNode value = at(path);
        if (value.isMissingNode() && !required) {
            return;
        }
        String name = path.substring(path.lastIndexOf('.') + 1);
        if (value.isMissingNode()) {
            wrong(path, name + " is required");
        } else if (!value.isNumber() || value.asDouble() < least || value.asDouble() > most) {
            wrong(path, name + " must be a number from " + least + " to " + most);
        }
    }

    private void checkOneOf(String path, Set<String> values, boolean required) {
        JsonNode value = at(path);
        if (value.isMissingNode() && !required) {
            return;
        }
        boolean anyCase = path.equals("source.container");
        String text = anyCase ? value.asText().toLowerCase(Locale.ROOT) : value.asText();
        if (!values.contains(text)) {
            wrong(path, path.substring(path.lastIndexOf('.') + 1) + " must be one of " + String.join(", ", values));
        }
    }

    private JsonNode at(String path) {
        return wish.at('/' + path.replace('.', '/'));
    }

    private void wrong(String path, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", "field");
        error.put("path", path);
        error.put("location", "body");
        error.put("msg", message);
        JsonNode value = at(path);
        if (!value.isMissingNode()) {
            error.put("value", value);
        }
        errors.add(error);
    }
}
