package io.camelupscale.test.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The body of one request, whose end is its length or its last chunk. */
final class BodyStream extends InputStream {

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final boolean chunked;
    private @Nullable OutputStream waiting;
    private long rest;
    private boolean over;
    private boolean begun;

    /** @param waiting where the client waits for "100 Continue" before it sends; null where it does not */
    BodyStream(InputStream in, @Nullable OutputStream waiting, long length, boolean chunked) {
        this.in = in;
        this.waiting = waiting;
        this.rest = length;
        this.chunked = chunked;
    }

    /** Whether the client still waits to be told that it may send. */
    boolean isAwaited() {
        return waiting != null;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (waiting != null) {
            waiting.write(CONTINUE);
            waiting.flush();
            waiting = null;
        }
        if (chunked && rest == 0 && !over) {
            nextChunk();
        }
        if (over || rest == 0) {
            return -1;
        }
        int read = in.read(buffer, offset, (int) Math.min(length, rest));
        if (read < 0) {
            throw new EOFException("connection closed within a body");
        }
        rest -= read;
        return read;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            RequestReader.line(in); // the line end behind the chunk before
        }
        begun = true;
        String size = RequestReader.line(in);
        if (size == null) {
            throw new EOFException("connection closed within a body");
        }
        try {
            rest = Long.parseUnsignedLong(size.split(";")[0].trim(), 16);
        } catch (NumberFormatException e) {
            throw new BadRequestException(400, "size of a chunk: " + size);
        }
        if (rest == 0) {
            over = true;
            for (String trailer = RequestReader.line(in); trailer != null && !trailer.isEmpty(); ) {
                trailer = RequestReader.line(in);
            }
        }
    }
}
