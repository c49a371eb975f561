package io.camelupscale.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;
import org.jspecify.annotations.Nullable;

/** A range of a file as the body of a request, with a known length. */
final class FileRangeEntity extends AbstractHttpEntity {

    private static final int BUFFER = 64 * 1024;

    private final Path file;
    private final long offset;
    private final long length;

    FileRangeEntity(Path file, long offset, long length, @Nullable ContentType contentType) throws IOException {
        super(contentType, null);
        long size = Files.size(file);
        this.file = file;
        this.offset = offset;
        this.length = length < 0 ? size - offset : length;
        if (offset < 0 || this.length < 0 || offset + this.length > size) {
            throw new IllegalArgumentException(
                    file + " has " + size + " bytes, and none from " + offset + " to " + (offset + this.length));
        }
    }

    @Override
    public boolean isRepeatable() {
        return true;
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public InputStream getContent() throws IOException {
        FileChannel channel = FileChannel.open(file);
        channel.position(offset);
        return new FilterInputStream(Channels.newInputStream(channel)) {
            private long left = length;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int from, int count) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read = super.read(bytes, from, (int) Math.min(count, left));
                left -= Math.max(read, 0);
                return read;
            }
        };
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = getContent()) {
            long left = length;
            while (left > 0) {
                int read = in.read(buffer);
                if (read < 0) {
                    throw new IOException(file + " became shorter while it was sent");
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    @Override
    public void close() {}
}
