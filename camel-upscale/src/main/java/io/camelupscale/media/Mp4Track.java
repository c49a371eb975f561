package io.camelupscale.media;

import java.time.Duration;

/** What an MP4 file's header has said of a track so far. */
final class Mp4Track {

    long id;
    int width;
    int height;
    int rotation;
    long timescale;
    /** Of all frames so far, in units of the timescale. */
    long duration;

    long frames;
    /** Of samples in fragments that give none, in units of the timescale. */
    long sampleDuration;

    private boolean video;
    private boolean audio;

    long frames() {
        return frames;
    }

    boolean isVideo() {
        return video;
    }

    boolean isAudio() {
        return audio;
    }

    void handledBy(String type) {
        video |= type.equals("vide");
        audio |= type.equals("soun");
    }

    VideoInfo info(VideoFormat format, boolean withAudio) throws UnreadableVideoException {
        if (width == 0 || height == 0) {
            throw new UnreadableVideoException("the header gives no picture size");
        }
        if (frames == 0) {
            throw new UnreadableVideoException("the video track is empty");
        }
        if (timescale == 0 || duration <= 0) {
            throw new UnreadableVideoException("the header gives no duration");
        }
        return new VideoInfo(
                format,
                width,
                height,
                rotation,
                Duration.ofSeconds(duration / timescale, duration % timescale * 1_000_000_000 / timescale),
                frames,
                (double) frames * timescale / duration,
                withAudio);
    }
}
