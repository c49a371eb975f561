package io.camelupscale.test.service;

import io.camelupscale.test.http.BadRequestException;
import io.camelupscale.test.http.Upload;
import io.camelupscale.test.http.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.time.Duration;

/** A source that a client told the service to fetch. */
public final class RemoteSource {

    private static final int TIMEOUT = (int) Duration.ofSeconds(30).toMillis();

    private RemoteSource() {}

    /**
     * What lies behind an address.
     *
     * @param complaint what is answered, with 400, where nothing can be fetched there
     */
    public static Upload fetch(Uploads uploads, String url, String complaint) throws IOException {
        try {
            URI address = new URI(url);
            URLConnection connection = address.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT);
            connection.setReadTimeout(TIMEOUT);
            String path = String.valueOf(address.getPath());
            try (InputStream in = connection.getInputStream()) {
                return uploads.store(path.substring(path.lastIndexOf('/') + 1), in);
            }
        } catch (BadRequestException e) {
            throw e;
        } catch (Exception e) { // whatever a client may write there
            throw new BadRequestException(400, complaint);
        }
    }
}
