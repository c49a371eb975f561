package io.camelupscale.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what MP4 (ISO/IEC 14496-12) and QuickTime files say of their video track. Boxes are read one after the other and
 * never nested, so that no depth and no announced length costs memory; of the sample tables, only counts and durations are read.
 */
final class Mp4Header {

    private static final Set<String> ENTERED = Set.of("moov", "trak", "mdia", "minf", "stbl", "mvex", "moof", "traf");
    private static final int MAX_TRACKS = 1000;

    private static final int TFHD_DATA_OFFSET = 0x1;
    private static final int TFHD_DESCRIPTION = 0x2;
    private static final int TFHD_DURATION = 0x8;
    private static final int TRUN_DATA_OFFSET = 0x1;
    private static final int TRUN_FIRST_FLAGS = 0x4;
    private static final int TRUN_DURATIONS = 0x100;
    private static final int TRUN_PER_SAMPLE = 0xf00;

    private final VideoFormat format;
    private final HeaderBytes bytes;
    private final List<Mp4Track> tracks = new ArrayList<>();
    // what the boxes that follow belong to, and the duration of its samples that give none
    private @Nullable Mp4Track track;
    private long sampleDuration;

    Mp4Header(VideoFormat format, HeaderBytes bytes) {
        this.format = format;
        this.bytes = bytes;
    }

    /** A box's content, from {@code start} to before {@code end}. */
    private record Box(String type, long start, long end) {

        long length() {
            return end - start;
        }
    }

    VideoInfo read() throws IOException {
        boolean header = false;
        long at = 0;
        while (at <= bytes.size() - 8) {
            String type = bytes.text(at + 4, 4);
            if (header && !type.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                break; // something else was appended
            }
            Box box = box(at, type);
            header |= type.equals("moov");
            visit(box);
            at = ENTERED.contains(type) ? box.start : box.end;
        }
        if (!header) {
            throw new UnreadableVideoException(
                    "no header (moov) in the file: it is cut short, or its recording was never finished");
        }
        return tracks.stream()
                .filter(Mp4Track::isVideo)
                // the preview picture of a camera is a video track too
                .max(Comparator.comparingLong(Mp4Track::frames))
                .orElseThrow(() -> new UnreadableVideoException("no video track in the file"))
                .info(format, tracks.stream().anyMatch(Mp4Track::isAudio));
    }

    private Box box(long at, String type) throws IOException {
        long length = bytes.number(at, 4);
        long start = at + 8;
        if (length == 1) {
            length = bytes.number(start, 8);
            start += 8;
        }
        if (length == 0) {
            return new Box(type, start, bytes.size());
        }
        if (length >= 0 && length < start - at) {
            throw new UnreadableVideoException("damaged header: box '" + type + "' at byte " + at + " has no length");
        }
        if (length < 0 || length > bytes.size() - at) {
            throw new UnreadableVideoException("the file is cut short: it has " + bytes.size() + " bytes, and box '"
                    + type + "' at byte " + at + " needs " + Long.toUnsignedString(length));
        }
        return new Box(type, start, at + length);
    }

    private void visit(Box box) throws IOException {
        switch (box.type) {
            case "cmov" -> throw new UnreadableVideoException("compressed QuickTime headers cannot be read");
            case "trak" -> track = newTrack();
            case "tkhd" -> trackHeader(box);
            case "mdhd" -> mediaHeader(box);
            case "hdlr" -> handler(box);
            case "stsd" -> pictureSize(box);
            case "stts" -> sampleDurations(box);
            case "stsz", "stz2" -> sampleCount(box);
            case "trex" -> trackExtends(box);
            case "tfhd" -> fragmentHeader(box);
            case "trun" -> fragmentRun(box);
            default -> {
                // says nothing that is asked here
            }
        }
    }

    private Mp4Track newTrack() throws IOException {
        if (tracks.size() == MAX_TRACKS) {
            throw new UnreadableVideoException("damaged header: more than " + MAX_TRACKS + " tracks");
        }
        Mp4Track next = new Mp4Track();
        tracks.add(next);
        return next;
    }

    private void trackHeader(Box box) throws IOException {
        int longer = version(box) == 1 ? 12 : 0;
        current().id = field(box, 12 + (longer == 0 ? 0 : 8), 4);
        int a = (int) field(box, 40 + longer, 4);
        int b = (int) field(box, 44 + longer, 4);
        long quarters = Math.round(Math.toDegrees(Math.atan2(b, a)) / 90);
        current().rotation = Math.floorMod(quarters * 90, 360);
    }

    private void mediaHeader(Box box) throws IOException {
        current().timescale = field(box, version(box) == 1 ? 20 : 12, 4);
    }

    /** The media header's own duration is no sum of the frames: writers that cut or skip leave gaps in it. */
    private void sampleDurations(Box box) throws IOException {
        long entries = field(box, 4, 4);
        if (entries * 8 > box.length() - 8) {
            throw new UnreadableVideoException("damaged header: " + entries + " durations do not fit into their table");
        }
        long duration = 0;
        for (long at = box.start + 8; at < box.start + 8 + entries * 8; at += 8) {
            duration += bytes.number(at, 4) * bytes.number(at + 4, 4);
        }
        current().duration = duration;
    }

    private void handler(Box box) throws IOException {
        if (track != null) {
            field(box, 8, 4);
            track.handledBy(bytes.text(box.start + 8, 4));
        }
    }

    private void pictureSize(Box box) throws IOException {
        if (box.length() >= 44) {
            current().width = (int) field(box, 40, 2);
            current().height = (int) field(box, 42, 2);
        }
    }

    private void sampleCount(Box box) throws IOException {
        long count = field(box, 8, 4);
        long size = field(box, 4, 4);
        boolean compact = box.type.equals("stz2");
        boolean listed = compact || size == 0;
        long bits = compact ? size & 0xff : 32;
        if (listed ? count * bits > (box.length() - 12) * 8 : count > bytes.size() / size) {
            throw new UnreadableVideoException("damaged header: " + count + " frames do not fit into the file");
        }
        current().frames = count;
    }

    private void trackExtends(Box box) throws IOException {
        long id = field(box, 4, 4);
        long duration = field(box, 12, 4);
        tracks.stream().filter(each -> each.id == id).forEach(each -> each.sampleDuration = duration);
    }

    private void fragmentHeader(Box box) throws IOException {
        int flags = flags(box);
        long id = field(box, 4, 4);
        track = tracks.stream()
                .filter(each -> each.id == id)
                .findFirst()
                .orElseThrow(() ->
                        new UnreadableVideoException("damaged header: a fragment of track " + id + ", which is none"));
        int at = 8 + ((flags & TFHD_DATA_OFFSET) == 0 ? 0 : 8) + ((flags & TFHD_DESCRIPTION) == 0 ? 0 : 4);
        sampleDuration = (flags & TFHD_DURATION) == 0 ? track.sampleDuration : field(box, at, 4);
    }

    private void fragmentRun(Box box) throws IOException {
        int flags = flags(box);
        long count = field(box, 4, 4);
        long at = 8 + 4L * Integer.bitCount(flags & (TRUN_DATA_OFFSET | TRUN_FIRST_FLAGS));
        int perSample = 4 * Integer.bitCount(flags & TRUN_PER_SAMPLE);
        if (count * perSample > box.length() - at) {
            throw new UnreadableVideoException("damaged header: " + count + " frames do not fit into a fragment");
        }
        long duration = count * sampleDuration;
        if ((flags & TRUN_DURATIONS) != 0) {
            duration = 0;
            for (long sample = 0; sample < count; sample++) {
                duration += bytes.number(box.start + at + sample * perSample, 4);
            }
        }
        Mp4Track of = current();
        of.frames += count;
        of.duration += duration;
    }

    private Mp4Track current() throws UnreadableVideoException {
        if (track == null) {
            throw new UnreadableVideoException("damaged header: a part of a track is outside of any");
        }
        return track;
    }

    private int version(Box box) throws IOException {
        return (int) field(box, 0, 1);
    }

    private int flags(Box box) throws IOException {
        return (int) field(box, 1, 3);
    }

    private long field(Box box, long offset, int length) throws IOException {
        if (offset + length > box.length()) {
            throw new UnreadableVideoException("damaged header: box '" + box.type + "' is too short");
        }
        return bytes.number(box.start + offset, length);
    }
}
