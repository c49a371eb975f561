package io.camelupscale.test.media;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/** Writes a clip as MP4 or QuickTime. All frames are the same bytes in the file: a movie of any length takes one picture. */
final class Mp4Writer {

    private static final int MDAT_HEADER = 16;

    private final Clip clip;

    Mp4Writer(Clip clip) {
        this.clip = clip;
    }

    /** Header first, as for the web. */
    void mp4(SeekableByteChannel channel, long length) throws IOException {
        Bytes start = box("ftyp", new Bytes().text("isom").u32(0x200).text("isommp41"));
        int pictureAt = start.length() + header(0).length() + MDAT_HEADER;
        start.add(header(pictureAt));
        start.add(media(length - start.length()));
        channel.write(start.buffer());
    }

    /** Header last, as a camera writes it. */
    void mov(SeekableByteChannel channel, long length) throws IOException {
        Bytes start = box("ftyp", new Bytes().text("qt  ").u32(0x200).text("qt  "));
        Bytes header = header(start.length() + MDAT_HEADER);
        long media = Math.max(length - start.length() - header.length(), MDAT_HEADER + clip.picture().length);
        long end = start.length() + media;
        channel.write(start.add(media(media)).buffer());
        channel.position(end).write(header.buffer());
    }

    /** The beginning of the media box; what it announces beyond that is a hole. */
    private Bytes media(long length) {
        return new Bytes()
                .u32(1)
                .text("mdat")
                .u64(Math.max(length, MDAT_HEADER + clip.picture().length))
                .add(clip.picture());
    }

    private Bytes header(long pictureAt) {
        Bytes movie = full(
                "mvhd",
                0,
                new Bytes()
                        .u32(0, 0, clip.timescale(), clip.units(), 0x10000)
                        .u16(0x100)
                        .zeros(10)
                        .add(upright())
                        .zeros(24)
                        .u32(2));
        Bytes track = full(
                "tkhd",
                3,
                new Bytes()
                        .u32(0, 0, 1, 0, clip.units())
                        .zeros(16)
                        .add(upright())
                        .u16(clip.width(), 0, clip.height(), 0));
        Bytes time = full(
                "mdhd", 0, new Bytes().u32(0, 0, clip.timescale(), clip.units()).u16(0x55c4, 0));
        Bytes kind = full("hdlr", 0, new Bytes().u32(0).text("vide").zeros(12).text("VideoHandler\0"));
        Bytes where = box("dinf", full("dref", 0, new Bytes().u32(1).add(full("url ", 1, new Bytes()))));
        Bytes graphics = full("vmhd", 1, new Bytes().zeros(8));
        return box(
                "moov",
                movie,
                box("trak", track, box("mdia", time, kind, box("minf", graphics, where, samples(pictureAt)))));
    }

    private Bytes samples(long pictureAt) {
        Bytes sizes = new Bytes().u32(0, clip.frames());
        Bytes offsets = new Bytes().u32(clip.frames());
        for (int frame = 0; frame < clip.frames(); frame++) {
            sizes.u32(clip.picture().length);
            offsets.u32(pictureAt);
        }
        return box(
                "stbl",
                full("stsd", 0, new Bytes().u32(1).add(pictures())),
                full("stts", 0, new Bytes().u32(1, clip.frames(), clip.delta())),
                full("stsc", 0, new Bytes().u32(1, 1, 1, 1)),
                full("stsz", 0, sizes),
                full("stco", 0, offsets));
    }

    private Bytes pictures() {
        return box(
                "jpeg",
                new Bytes()
                        .zeros(6)
                        .u16(1)
                        .zeros(16)
                        .u16(clip.width(), clip.height())
                        .u32(72 << 16, 72 << 16, 0)
                        .u16(1)
                        .zeros(32)
                        .u16(24, -1));
    }

    private static Bytes upright() {
        return new Bytes().u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);
    }

    private static Bytes full(String type, int flags, Bytes content) {
        return box(type, new Bytes().u32(flags), content);
    }

    private static Bytes box(String type, Bytes... content) {
        Bytes body = new Bytes();
        for (Bytes each : content) {
            body.add(each);
        }
        return new Bytes().u32(body.length() + 8L).text(type).add(body);
    }
}
