package io.camelupscale.test.service;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

/** Where a client told the service to put a result. */
public final class RemoteTarget {

    private static final int TIMEOUT = (int) Duration.ofSeconds(30).toMillis();

    private RemoteTarget() {}

    /**
     * Puts a result there.
     *
     * @throws IOException if it is not taken
     */
    public static void put(String url, ResultData result) throws IOException, InterruptedException {
        HttpURLConnection connection;
        try {
            connection = (HttpURLConnection) new URI(url).toURL().openConnection();
        } catch (URISyntaxException
                | IllegalArgumentException
                | ClassCastException e) { // whatever a client may write there
            throw new IOException("nothing can be put there", e);
        }
        connection.setRequestMethod("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(result.length());
        connection.setRequestProperty("Content-Type", result.mediaType());
        connection.setConnectTimeout(TIMEOUT);
        connection.setReadTimeout(TIMEOUT);
        try {
            try (OutputStream out = connection.getOutputStream()) {
                result.part(0, result.length()).writeTo(out);
            }
            if (connection.getResponseCode() / 100 != 2) {
                throw new IOException("answered " + connection.getResponseCode());
            }
        } finally {
            connection.disconnect();
        }
    }
}
