package io.camelupscale.test.service;

import io.camelupscale.test.http.ReplyBody;
import java.nio.file.Path;

/** The bytes of a result. */
public interface ResultData {

    /** In bytes. */
    long length();

    /** Such as {@code image/png}. */
    String mediaType();

    /** Names the content, in quotes, as HTTP wants it. */
    String etag();

    /** A part of it. */
    ReplyBody part(long offset, long length);

    /** A file. */
    record OfFile(Path file, long length, String mediaType, String etag) implements ResultData {
        @Override
        public ReplyBody part(long offset, long count) {
            return ReplyBody.of(file, offset, count);
        }
    }

    /**
     * Bytes that exist only while they are sent: of any length, always the same for the same seed.
     *
     * @param length in bytes
     */
    record Generated(long length, long seed, String mediaType) implements ResultData {

        private static final int BUFFER = 1 << 16;

        public Generated(long length, long seed) {
            this(length, seed, "application/octet-stream");
        }

        @Override
        public String etag() {
            return "\"generated-" + length + '-' + seed + '"';
        }

        /** The byte at this offset. */
        public byte at(long offset) {
            long word = (offset + seed) * 0x9E3779B97F4A7C15L;
            return (byte) (word >>> 56);
        }

        @Override
        public ReplyBody part(long offset, long count) {
            return ReplyBody.of(count, out -> {
                byte[] buffer = new byte[BUFFER];
                for (long done = 0; done < count; ) {
                    int size = (int) Math.min(buffer.length, count - done);
                    for (int i = 0; i < size; i++) {
                        buffer[i] = at(offset + done + i);
                    }
                    out.write(buffer, 0, size);
                    done += size;
                }
            });
        }
    }
}
