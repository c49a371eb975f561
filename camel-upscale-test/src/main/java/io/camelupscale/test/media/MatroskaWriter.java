package io.camelupscale.test.media;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Writes a clip as Matroska, in which each frame has its own bytes. */
final class MatroskaWriter {

    private static final long CLUSTER_MILLIS = 10_000;
    private static final int SEGMENT_HEADER = 12;
    private static final int VOID_HEADER = 9;

    private final Clip clip;
    private final String docType;

    MatroskaWriter(Clip clip, String docType) {
        this.clip = clip;
        this.docType = docType;
    }

    void write(SeekableByteChannel channel, long length) throws IOException {
        channel.write(element(
                        0x1A45DFA3,
                        number(0x4286, 1),
                        number(0x42F7, 1),
                        number(0x42F2, 4),
                        number(0x42F3, 8),
                        text(0x4282, docType),
                        number(0x4287, 4),
                        number(0x4285, 2))
                .buffer());
        long segment = channel.position();
        channel.position(segment + SEGMENT_HEADER);
        channel.write(info().add(tracks()).buffer());
        int frame = 0;
        while (frame < clip.frames()) {
            int end = frame;
            while (end < clip.frames() && clip.millis(end) - clip.millis(frame) < CLUSTER_MILLIS) {
                end++;
            }
            channel.write(cluster(frame, end).buffer());
            frame = end;
        }
        long hole = Math.max(length - channel.position() - VOID_HEADER, 0);
        channel.write(head(0xEC, hole).buffer());
        long size = channel.position() + hole - segment - SEGMENT_HEADER;
        channel.position(segment).write(head(0x18538067, size).buffer());
    }

    private Bytes info() {
        return element(
                0x1549A966,
                number(0x2AD7B1, 1_000_000),
                element(0x4489, new Bytes().real(clip.millis(clip.frames()))),
                text(0x4D80, "camel-upscale-test"),
                text(0x5741, "camel-upscale-test"));
    }

    private Bytes tracks() {
        long frameNanos = Math.round(1e9 * clip.delta() / clip.timescale());
        Bytes video = element(0xE0, number(0xB0, clip.width()), number(0xBA, clip.height()));
        Bytes track = element(
                0xAE,
                number(0xD7, 1),
                number(0x73C5, 1),
                number(0x83, 1),
                number(0x9C, 0),
                text(0x86, "V_MJPEG"),
                number(0x23E383, frameNanos),
                video);
        return element(0x1654AE6B, track);
    }

    private Bytes cluster(int from, int to) {
        long start = Math.round(clip.millis(from));
        Bytes content = number(0xE7, start);
        for (int frame = from; frame < to; frame++) {
            int offset = (int) (Math.round(clip.millis(frame)) - start);
            content.add(element(0xA3, new Bytes().u8(0x81).u16(offset).u8(0x80).add(clip.picture())));
        }
        return element(0x1F43B675, content);
    }

    private static Bytes number(int id, long number) {
        return element(id, new Bytes().u64(number));
    }

    private static Bytes text(int id, String text) {
        return element(id, new Bytes().text(text));
    }

    private static Bytes element(int id, Bytes... content) {
        Bytes body = new Bytes();
        for (Bytes each : content) {
            body.add(each);
        }
        return head(id, body.length()).add(body);
    }

    /** An element's id, and its length in 8 bytes. */
    private static Bytes head(int id, long length) {
        Bytes head = new Bytes();
        for (int shift = 24; shift >= 0; shift -= 8) {
            if (id >>> shift != 0) {
                head.u8(id >>> shift & 0xff);
            }
        }
        return head.u64(1L << 56 | length);
    }
}
