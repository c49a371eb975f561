package io.camelupscale.http;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Bodies of requests, and of answers that fit on the heap. */
final class Bodies {

    private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

    private Bodies() {}

    /** At most {@code limit} bytes, and one more if there are more. The stream stays open: closing it would read all the rest. */
    static byte[] readUpTo(@Nullable HttpEntity entity, int limit) throws IOException {
        if (entity == null) {
            return new byte[0];
        }
        InputStream stream = entity.getContent();
        long length = entity.getContentLength();
        // no larger a buffer than it needs; one byte more, so that the end is seen
        int most = length < 0 || length > limit ? limit + 1 : (int) length + 1;
        return stream == null ? new byte[0] : stream.readNBytes(most);
    }

    /** As browsers send it: names of files in plain UTF-8. */
    static HttpEntity multipart(Form form) {
        MultipartEntityBuilder builder = MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.LEGACY)
                .setCharset(StandardCharsets.UTF_8);
        form.fields().forEach(field -> builder.addTextBody(field.name(), field.value(), TEXT));
        for (Form.File file : form.files()) {
            if (!Files.isReadable(file.path())) {
                throw new ProviderException(Kind.REJECTED, "Cannot read " + file.path());
            }
            builder.addBinaryBody(
                    file.name(),
                    file.path().toFile(),
                    ContentType.parse(file.contentType()),
                    quotable(file.fileName()));
        }
        return builder.build();
    }

    /** What would end the header or the quotes around the name is encoded as browsers do. */
    private static String quotable(String fileName) {
        return fileName.replace("\"", "%22")
                .replace("\\", "%5C")
                .replace("\r", "%0D")
                .replace("\n", "%0A");
    }
}
