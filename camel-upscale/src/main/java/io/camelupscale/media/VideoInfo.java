package io.camelupscale.media;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * What a video file's header says. Nothing is decoded and no pictures are read, so that a video of any size costs the
 * same few reads; only one in fragments costs one for each fragment. Edit lists and non-square pixels are not applied:
 * these are the frames and pixels that a decoder hands out.
 *
 * @param format     by the file's first bytes
 * @param width      stored width in pixels, before {@code rotation} is applied
 * @param height     stored height in pixels, before {@code rotation} is applied
 * @param rotation   how far a player turns the pictures clockwise, in degrees: 0, 90, 180 or 270
 * @param duration   of the video track; of an MKV or WebM file that gives none (ffmpeg and mkvmerge do), of the whole file
 * @param frameCount number of frames, see {@link #frameCountExact()}
 * @param frameRate  frames per second; an average where it varies
 * @param audio      whether there is an audio track
 */
public record VideoInfo(
        VideoFormat format,
        int width,
        int height,
        int rotation,
        Duration duration,
        long frameCount,
        double frameRate,
        boolean audio)
        implements MediaInfo {

    @Override
    public int displayWidth() {
        return swapsSides() ? height : width;
    }

    @Override
    public int displayHeight() {
        return swapsSides() ? width : height;
    }

    /**
     * Whether {@link #frameCount} was counted by whoever wrote the file, as in MP4 and MOV. An MKV or WebM file has no
     * count but for mkvmerge's statistics; without them it is worked out from duration and frame rate, and is off where
     * the rate varies, where the video starts late, or where other tracks are longer.
     */
    public boolean frameCountExact() {
        return format == VideoFormat.MP4 || format == VideoFormat.MOV;
    }

    private boolean swapsSides() {
        return rotation % 180 != 0;
    }

    /**
     * Reads the header of an MP4, MOV, MKV or WebM file.
     *
     * @throws UnreadableVideoException if the file is empty, no video in one of these formats, damaged or cut short, or
     *                                  if its header leaves out the duration or the frame rate
     * @throws IOException              if the file cannot be read at all
     */
    public static VideoInfo read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(new HeaderBytes(channel));
        }
    }

    static VideoInfo read(HeaderBytes bytes) throws IOException {
        VideoFormat format = detect(bytes);
        return switch (format) {
            case MP4, MOV -> new Mp4Header(format, bytes).read();
            case MKV, WEBM -> new MatroskaHeader(format, bytes).read();
            default ->
                throw new UnreadableVideoException(
                        "headers of " + format + " files cannot be read, only those of MP4, MOV, MKV and WebM");
        };
    }

    private static VideoFormat detect(HeaderBytes bytes) throws IOException {
        if (bytes.size() == 0) {
            throw new UnreadableVideoException("the file is empty");
        }
        return VideoFormat.detect(bytes.head(VideoFormat.MAGIC_LENGTH))
                .orElseThrow(() -> new UnreadableVideoException("not a video in a known format (MP4, MOV, MKV, WebM)"));
    }
}
