package io.camelupscale.http;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a service shall tell that a job has moved. The job's key is a part of it, since services tell no more than their own ids.
 *
 * @param url absolute, http or https
 */
public record Webhook(URI url) {

    /** The parameter that the key is in. */
    public static final String JOB_KEY = "jobKey";

    /** @throws IllegalArgumentException if it is no such URL */
    public static Webhook of(String text) {
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
                return new Webhook(url);
            }
        } catch (URISyntaxException e) {
            // told below, without the text: it may hold a secret
        }
        throw new IllegalArgumentException("webhookUrl is no absolute http or https URL");
    }

    /** The address for one job. */
    public String address(String jobKey) {
        String text = url.toString();
        int hash = text.indexOf('#');
        String before = hash < 0 ? text : text.substring(0, hash);
        return before + (url.getRawQuery() == null ? '?' : '&') + JOB_KEY + '=' + Call.encode(jobKey);
    }
}
