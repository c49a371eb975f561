package io.camelupscale.test.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The bytes of an answer, made while they are sent. */
public interface ReplyBody {

    /** What is announced, in bytes. */
    long length();

    /** Writes the bytes; may write fewer than {@link #length()}, then the connection is closed behind them. */
    void writeTo(OutputStream out) throws IOException, InterruptedException;

    static ReplyBody of(byte[] bytes) {
        return new OfBytes(bytes);
    }

    /** A part of a file. */
    static ReplyBody of(Path file, long offset, long length) {
        return of(length, out -> {
            try (InputStream in = Files.newInputStream(file)) {
                in.skipNBytes(offset);
                copy(in, out, length);
            }
        });
    }

    static ReplyBody of(long length, Writer writer) {
        return new ReplyBody() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException, InterruptedException {
                writer.writeTo(out);
            }
        };
    }

    /** Bytes that are there already. */
    record OfBytes(byte[] bytes) implements ReplyBody {

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }

    /** Writes bytes to a connection. */
    @FunctionalInterface
    interface Writer {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long rest = length; rest > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
            if (read < 0) {
                throw new EOFException("file is shorter than announced");
            }
            out.write(buffer, 0, read);
            rest -= read;
        }
    }
}
