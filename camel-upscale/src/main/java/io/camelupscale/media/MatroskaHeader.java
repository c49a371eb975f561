package io.camelupscale.media;

import io.camelupscale.media.EbmlElements.Element;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what Matroska and WebM files (RFC 9559) say of their first video track. Elements are read one after the other and
 * never nested, up to the first pictures, and then those with the tracks' durations, which may be at the end.
 */
final class MatroskaHeader {

    private static final int SEGMENT = 0x18538067;
    private static final int SEEK_HEAD = 0x114D9B74;
    private static final int SEEK = 0x4DBB;
    private static final int SEEK_ID = 0x53AB;
    private static final int SEEK_POSITION = 0x53AC;
    private static final int INFO = 0x1549A966;
    private static final int TIMESTAMP_SCALE = 0x2AD7B1;
    private static final int DURATION = 0x4489;
    private static final int TRACKS = 0x1654AE6B;
    private static final int TRACK_ENTRY = 0xAE;
    private static final int TRACK_UID = 0x73C5;
    private static final int TRACK_TYPE = 0x83;
    private static final int DEFAULT_DURATION = 0x23E383;
    private static final int VIDEO = 0xE0;
    private static final int PIXEL_WIDTH = 0xB0;
    private static final int PIXEL_HEIGHT = 0xBA;
    private static final int PROJECTION = 0x7670;
    private static final int PROJECTION_ROLL = 0x7675;
    private static final int TAGS = 0x1254C367;
    private static final int TAG = 0x7373;
    private static final int TARGETS = 0x63C0;
    private static final int TAG_TRACK_UID = 0x63C5;
    private static final int SIMPLE_TAG = 0x67C8;
    private static final int TAG_NAME = 0x45A3;
    private static final int TAG_STRING = 0x4487;
    private static final int CLUSTER = 0x1F43B675;
    private static final Set<Integer> ENTERED = Set.of(
            SEGMENT, SEEK_HEAD, SEEK, INFO, TRACKS, TRACK_ENTRY, VIDEO, PROJECTION, TAGS, TAG, TARGETS, SIMPLE_TAG);

    private static final int MAX_TRACKS = 1000;
    private static final int TYPE_VIDEO = 1;
    private static final int TYPE_AUDIO = 2;
    private static final double NANOS = 1e9;
    private static final double MAX_SECONDS = 1e9;
    private static final Pattern TAGGED_DURATION = Pattern.compile("(\\d{1,6}):(\\d\\d):(\\d\\d(\\.\\d{1,9})?)");
    private static final Pattern TAGGED_COUNT = Pattern.compile("\\d{1,15}");

    private final VideoFormat format;
    private final HeaderBytes bytes;
    private final EbmlElements elements;
    private final List<Track> tracks = new ArrayList<>();
    private boolean info;
    private double ticks;
    private double tickNanos = 1e6;

    private long segmentStart;
    private long seekId;
    private long tagsAt;
    private long tagTrack;
    private String tagName = "";

    MatroskaHeader(VideoFormat format, HeaderBytes bytes) {
        this.format = format;
        this.bytes = bytes;
        this.elements = new EbmlElements(bytes);
    }

    private static final class Track {
        long uid;
        long type;
        int width;
        int height;
        double clockwise;
        double frameNanos;
        double seconds;
        long frames;
    }

    VideoInfo read() throws IOException {
        long at = 0;
        while (at < bytes.size()) {
            Element element = elements.at(at);
            if (element.id() == CLUSTER && info && !tracks.isEmpty()) {
                if (tagsAt <= at) {
                    break;
                }
                at = tagsAt;
                tagsAt = 0;
            } else {
                visit(element);
                at = ENTERED.contains(element.id()) ? element.start() : element.end();
            }
        }
        return result();
    }

    private void visit(Element element) throws IOException {
        switch (element.id()) {
            case SEGMENT -> segmentStart = element.start();
            case SEEK_ID -> seekId = elements.whole(element);
            case SEEK_POSITION -> tagsAt = seekId == TAGS ? segmentStart + elements.whole(element) : tagsAt;
            case INFO -> info = true;
            case TIMESTAMP_SCALE -> tickNanos = elements.whole(element);
            case DURATION -> ticks = elements.real(element);
            case TRACK_ENTRY -> addTrack();
            case TRACK_UID -> track().uid = elements.whole(element);
            case TRACK_TYPE -> track().type = elements.whole(element);
            case DEFAULT_DURATION -> track().frameNanos = elements.whole(element);
            case PIXEL_WIDTH -> track().width = side(element);
            case PIXEL_HEIGHT -> track().height = side(element);
            case PROJECTION_ROLL -> track().clockwise = -elements.real(element);
            case TAG -> tagTrack = 0;
            case TAG_TRACK_UID -> tagTrack = elements.whole(element);
            case TAG_NAME -> tagName = elements.text(element);
            case TAG_STRING -> tag(tagName, elements.text(element));
            default -> {
                // says nothing that is asked here
            }
        }
    }

    private void addTrack() throws UnreadableVideoException {
        if (tracks.size() == MAX_TRACKS) {
            throw new UnreadableVideoException("damaged header: more than " + MAX_TRACKS + " tracks");
        }
        tracks.add(new Track());
    }

    private Track track() throws UnreadableVideoException {
        if (tracks.isEmpty()) {
            throw new UnreadableVideoException("damaged header: a part of a track is outside of any");
        }
        return tracks.get(tracks.size() - 1);
    }

    private int side(Element element) throws IOException {
        return (int) Math.min(elements.whole(element), Integer.MAX_VALUE);
    }

    private void tag(String name, String value) {
        Matcher time = TAGGED_DURATION.matcher(value);
        if (name.equals("DURATION") && time.matches()) {
            double seconds = (Integer.parseInt(time.group(1)) * 60 + Integer.parseInt(time.group(2))) * 60
                    + Double.parseDouble(time.group(3));
            tagged().forEach(each -> each.seconds = seconds);
        }
        if (name.equals("NUMBER_OF_FRAMES") && TAGGED_COUNT.matcher(value).matches()) {
            long frames = Long.parseLong(value);
            tagged().forEach(each -> each.frames = frames);
        }
    }

    private Stream<Track> tagged() {
        return tracks.stream().filter(each -> each.uid == tagTrack);
    }

    private VideoInfo result() throws UnreadableVideoException {
        Track track = tracks.stream()
                .filter(each -> each.type == TYPE_VIDEO)
                .findFirst()
                .orElseThrow(() -> new UnreadableVideoException("no video track in the file"));
        if (track.width <= 0 || track.height <= 0) {
            throw new UnreadableVideoException("the header gives no picture size");
        }
        double seconds = track.seconds > 0 ? track.seconds : ticks * tickNanos / NANOS;
        if (!(seconds > 0 && seconds < MAX_SECONDS)) {
            throw new UnreadableVideoException("the header gives no duration, as in a live recording");
        }
        double nominal = track.frameNanos > 0 ? NANOS / track.frameNanos : 0;
        long frames = track.frames > 0 ? track.frames : Math.round(seconds * nominal);
        if (frames <= 0) {
            throw new UnreadableVideoException("the header gives no frame rate");
        }
        boolean varies = Math.abs(frames - seconds * nominal) > 1;
        return new VideoInfo(
                format,
                track.width,
                track.height,
                Math.floorMod(Math.round(track.clockwise / 90) * 90, 360),
                Duration.ofNanos(Math.round(seconds * NANOS)),
                frames,
                varies ? frames / seconds : nominal,
                tracks.stream().anyMatch(each -> each.type == TYPE_AUDIO));
    }
}
