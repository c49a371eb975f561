package io.camelupscale.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The headers scattered over a file of any size: seen through one small window, and through a limited number of them, so
 * that a hostile file costs neither memory nor time.
 */
final class HeaderBytes {

    private static final int WINDOW = 4096;
    // a day of fragments of a second; some seconds of reading at worst
    private static final int MAX_READS = 100_000;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long windowStart;
    private int reads;

    HeaderBytes(FileChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    /** The file's length in bytes. */
    long size() {
        return size;
    }

    /** How often the file was read so far. */
    int reads() {
        return reads;
    }

    /** A big-endian number of 1 to 8 bytes, unsigned but for one of 8, which is negative from 2^63. */
    long number(long at, int length) throws IOException {
        int offset = show(at, length);
        long number = 0;
        for (int i = 0; i < length; i++) {
            number = number << 8 | window.get(offset + i) & 0xff;
        }
        return number;
    }

    /** A few characters, one a byte. */
    String text(long at, int length) throws IOException {
        return new String(window.array(), show(at, length), length, StandardCharsets.ISO_8859_1);
    }

    /** The file's first bytes: so many, or all there are. */
    byte[] head(int length) throws IOException {
        int from = show(0, (int) Math.min(length, size));
        return Arrays.copyOfRange(window.array(), from, (int) Math.min(length, size));
    }

    private int show(long at, int length) throws IOException {
        if (at < 0 || at > size - length) {
            throw new UnreadableVideoException("the file is cut short: it ends at byte " + size + ", within a header");
        }
        if (at < windowStart || at + length > windowStart + window.limit()) {
            load(at);
        }
        return (int) (at - windowStart);
    }

    private void load(long at) throws IOException {
        if (++reads > MAX_READS) {
            throw new UnreadableVideoException("damaged header: more parts than any video has");
        }
        window.clear().limit((int) Math.min(WINDOW, size - at));
        windowStart = at;
        while (window.hasRemaining()) {
            if (channel.read(window, at + window.position()) < 0) {
                throw new UnreadableVideoException("the file became shorter while it was read");
            }
        }
    }
}
