package io.camelupscale.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file, or a range of it, that is PUT to a presigned URL. No credentials go with it, wherever the URL leads.
 *
 * @param url         as the service wrote it
 * @param offset      where the range begins, in bytes
 * @param length      of the range in bytes; -1 up to the end of the file
 * @param contentType null to send none; a signature may demand it
 */
public record Upload(String url, Path file, long offset, long length, @Nullable String contentType) {

    public static Upload of(String url, Path file) {
        return new Upload(url, file, 0, -1, null);
    }

    public Upload range(long from, long bytes) {
        return new Upload(url, file, from, bytes, contentType);
    }

    public Upload contentType(String type) {
        return new Upload(url, file, offset, length, type);
    }

    @Override
    public String toString() {
        return "Upload[" + Urls.cut(url) + ", " + file + "]";
    }
}
