package io.camelupscale.topaz.video;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Storage of ours, as the API is told of it. */
final class ExternalStorage {

    private static final Set<String> OPTIONS = Set.of("roleArn", "externalId", "duration", "bucketName", "key");

    private ExternalStorage() {}

    /**
     * A source: by its presigned URL, or by a role that may read it.
     *
     * @param options of the role; none for a presigned URL
     */
    static Map<String, Object> source(URI url, Map<String, String> options) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("provider", "s3");
        if (options.isEmpty()) {
            json.put("presignedUrl", url.toString());
            return json;
        }
        for (String name : options.keySet()) {
            if (!OPTIONS.contains(name)) {
                throw rejected(
                        "externalSource." + name + " is none of roleArn, externalId, duration, bucketName and key");
            }
        }
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("roleArn", required(options, "roleArn"));
        credentials.put("externalId", required(options, "externalId"));
        if (options.containsKey("duration")) {
            credentials.put("duration", seconds(options.get("duration")));
        }
        json.put("awsCredentials", credentials);
        json.put("bucketName", required(options, "bucketName"));
        json.put("key", options.getOrDefault("key", url.getPath().replaceFirst("^/", "")));
        return json;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw rejected("externalSource." + name + " is missing");
        }
        return value;
    }

    private static long seconds(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ProviderException(
                    Kind.REJECTED, "externalSource.duration=" + text + " is no number of seconds", e);
        }
    }

    private static ProviderException rejected(String why) {
        return new ProviderException(Kind.REJECTED, why);
    }
}
