package io.camelupscale.http;

import io.camelupscale.spi.ProviderException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** A file on its way here, over one connection or several. */
final class Transfer {

    private static final int BUFFER = 64 * 1024;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    private final Download download;
    private final FileChannel file;

    private long received;
    private long total = -1;
    private @Nullable String validator;

    Transfer(Download download, FileChannel file) {
        this.download = download;
        this.file = file;
    }

    /** Whether the service has shown that it can go on where the last connection broke. */
    boolean canResume() {
        return validator != null;
    }

    /** What it means if the next answer is lost. */
    Effect effect() {
        return canResume() ? Effect.REPEATABLE : download.effect();
    }

    void askForTheRest(HttpGet request) {
        if (validator != null && received > 0) {
            request.setHeader(HttpHeaders.RANGE, "bytes=" + received + "-");
            request.setHeader(HttpHeaders.IF_RANGE, validator);
        }
    }

    /** Takes what an answer holds. Null if the file is whole then, the failure if the connection broke before. */
    @Nullable
    ProviderException receive(HttpGet request, ClassicHttpResponse response, URI url, Failures failures)
            throws IOException {
        int status = response.getCode();
        if (status != HttpStatus.SC_OK && status != HttpStatus.SC_PARTIAL_CONTENT) {
            throw wrong(url, failures, "status " + status + ", which brings no file");
        }
        HttpEntity entity = response.getEntity();
        long length = entity == null ? 0 : entity.getContentLength();
        if (!begin(request, response, length)) {
            throw wrong(url, failures, "an answer to another range than was asked for");
        }
        long expected = download.length() >= 0 ? download.length() : total;
        if (total >= 0 && total != expected) {
            throw wrong(url, failures, total + " bytes where " + expected + " were expected");
        }
        long limit = Math.min(download.maxLength(), expected >= 0 ? expected : Long.MAX_VALUE);
        if (total > limit) {
            throw wrong(url, failures, total + " bytes where at most " + limit + " are allowed");
        }
        InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        IOException broken = copy(body, limit);
        if (received > limit) {
            throw wrong(url, failures, "more than " + limit + " bytes");
        }
        if (broken != null && received != expected) {
            request.cancel();
            return failures.lost("GET", url, effect(), broken);
        }
        if (expected >= 0 && received != expected) {
            throw wrong(url, failures, received + " bytes where " + expected + " were expected");
        }
        return null;
    }

    /** False if the answer is a range that does not follow what is there. */
    private boolean begin(HttpGet request, ClassicHttpResponse response, long length) throws IOException {
        if (response.getCode() == HttpStatus.SC_PARTIAL_CONTENT) {
            Header range = response.getFirstHeader(HttpHeaders.CONTENT_RANGE);
            Matcher matcher = CONTENT_RANGE.matcher(range == null ? "" : range.getValue());
            return request.containsHeader(HttpHeaders.RANGE)
                    && matcher.matches()
                    && Long.parseLong(matcher.group(1)) == received
                    && (total < 0 || matcher.group(3).equals("*") || Long.parseLong(matcher.group(3)) == total);
        }
        // a whole file: the first, or another than the one that was begun
        file.truncate(0);
        file.position(0);
        received = 0;
        total = length;
        validator = validator(response);
        return true;
    }

    private @Nullable IOException copy(InputStream body, long limit) {
        byte[] buffer = new byte[total > 0 ? (int) Math.min(total, BUFFER) : BUFFER];
        while (true) {
            int read;
            try {
                read = body.read(buffer);
            } catch (IOException e) {
                return e;
            }
            if (read < 0) {
                return null;
            }
            received += read;
            if (received > limit) {
                return null;
            }
            write(ByteBuffer.wrap(buffer, 0, read));
        }
    }

    /** A full disk is no broken connection: nothing would be gained by resuming. */
    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new ProviderException(
                    download.effect().lost(),
                    "Cannot write " + download.target() + ": " + e.getMessage(),
                    new UncheckedIOException(e));
        }
    }

    /** What If-Range needs: a strong entity tag, or else a date. Null where the service does not offer ranges. */
    private static @Nullable String validator(ClassicHttpResponse response) {
        Header ranges = response.getFirstHeader(HttpHeaders.ACCEPT_RANGES);
        if (ranges == null || !"bytes".equalsIgnoreCase(ranges.getValue().strip())) {
            return null;
        }
        Header tag = response.getFirstHeader(HttpHeaders.ETAG);
        if (tag != null && !tag.getValue().startsWith("W/")) {
            return tag.getValue();
        }
        Header modified = response.getFirstHeader(HttpHeaders.LAST_MODIFIED);
        return modified == null ? null : modified.getValue();
    }

    private ProviderException wrong(URI url, Failures failures, String why) {
        return failures.unusable("GET", url, effect(), why);
    }
}
