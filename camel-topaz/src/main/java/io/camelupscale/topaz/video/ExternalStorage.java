package io.camelupscale.topaz.video;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Storage of ours, as the API is told of it.
 *
 * @param prefix  of its options
 * @param options by their names behind that
 */
record ExternalStorage(String prefix, Map<String, String> options) {

    private static final String SOURCE = "externalSource.";
    private static final String DESTINATION = "externalDestination.";
    private static final String URL = "presignedUrl";
    private static final String KEY = "key";
    private static final List<String> OF_ROLE = List.of("roleArn", "externalId", "duration", "bucketName", KEY);

    /** Where a source is; without options behind a presigned URL, which is the source's own. */
    static ExternalStorage source(VideoSettings settings) {
        return new ExternalStorage(SOURCE, settings.under(SOURCE));
    }

    /**
     * Where a result is to be put; null if it is to be downloaded.
     *
     * @throws ProviderException {@code REJECTED} if the options do not say it, or each result would overwrite the one before
     */
    static @Nullable ExternalStorage destination(VideoSettings settings) {
        ExternalStorage destination = new ExternalStorage(DESTINATION, settings.under(DESTINATION));
        if (destination.options.isEmpty()) {
            return null;
        }
        if (destination.options.containsKey(URL)) {
            destination.checkUrl();
        } else {
            destination.checkRole(URL + ", ");
            destination.checkFolder();
            destination.s3("");
        }
        return destination;
    }

    /**
     * A source as the API wants it.
     *
     * @throws ProviderException {@code REJECTED} if the options do not say it
     */
    Map<String, Object> json(URI url) {
        if (options.isEmpty()) {
            return presigned(url.toString());
        }
        checkRole("");
        return role(options.getOrDefault(KEY, url.getPath().replaceFirst("^/", "")));
    }

    /**
     * A destination as the API wants it.
     *
     * @param name of the result, possibly with folders
     */
    Map<String, Object> json(String name) {
        return options.containsKey(URL) ? presigned(options.get(URL)) : role(key(name));
    }

    /**
     * Where a result ends up. Of a presigned URL without what lets anybody write there.
     *
     * @param name of the result, possibly with folders
     */
    URI location(String name) {
        return options.containsKey(URL) ? URI.create(options.get(URL).split("[?#]", 2)[0]) : s3(key(name));
    }

    private static Map<String, Object> presigned(String url) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("provider", "s3");
        json.put(URL, url);
        return json;
    }

    private Map<String, Object> role(String key) {
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("roleArn", options.get("roleArn"));
        credentials.put("externalId", options.get("externalId"));
        if (options.containsKey("duration")) {
            credentials.put("duration", seconds());
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("provider", "s3");
        json.put("awsCredentials", credentials);
        json.put("bucketName", options.get("bucketName"));
        json.put(KEY, key);
        return json;
    }

    private String key(String name) {
        return options.getOrDefault(KEY, "") + name.replace('\\', '/');
    }

    private URI s3(String key) {
        try {
            return new URI("s3", options.get("bucketName"), '/' + key, null, null);
        } catch (URISyntaxException e) {
            throw rejected("bucketName=" + options.get("bucketName") + " is no name of a bucket");
        }
    }

    private void checkRole(String others) {
        for (String name : options.keySet()) {
            if (!OF_ROLE.contains(name)) {
                throw rejected(name + " is none of " + others + "roleArn, externalId, duration, bucketName and key");
            }
        }
        for (String name : List.of("roleArn", "externalId", "bucketName")) {
            if (options.getOrDefault(name, "").isBlank()) {
                throw rejected(name + " is missing");
            }
        }
        if (options.containsKey("duration")) {
            seconds();
        }
    }

    private void checkFolder() {
        String key = options.getOrDefault(KEY, "");
        if (!key.isEmpty() && !key.endsWith("/")) {
            throw rejected(KEY + "=" + key + " does not end with /: it is the folder of results, which are named like"
                    + " their sources, so that none overwrites another");
        }
    }

    private void checkUrl() {
        if (options.size() > 1) {
            throw rejected(URL + " does not go with another option externalDestination.*");
        }
        try {
            URI url = new URI(options.get(URL));
            String scheme = String.valueOf(url.getScheme());
            if (url.getHost() != null
                    && (scheme.equals("https") || scheme.equals("http"))
                    && url.getUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // said below, without the URL: whoever has it may write there
        }
        throw rejected(URL + " is no http or https URL");
    }

    private long seconds() {
        String text = options.get("duration");
        long seconds;
        try {
            seconds = Long.parseLong(text);
        } catch (NumberFormatException e) {
            seconds = 0;
        }
        if (seconds < 1) {
            throw rejected("duration=" + text + " is no number of seconds");
        }
        return seconds;
    }

    private ProviderException rejected(String why) {
        return new ProviderException(Kind.REJECTED, prefix + why);
    }
}
