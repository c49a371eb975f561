package io.camelupscale.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the header of a picture or video says. */
public sealed interface MediaInfo permits ImageInfo, VideoInfo {

    MediaFormat format();

    /** Width in pixels as a viewer shows it. */
    int displayWidth();

    /** Height in pixels as a viewer shows it. */
    int displayHeight();

    /**
     * Reads a file's header.
     *
     * @throws IOException if the file is empty, neither a picture nor a video, or its header is damaged
     */
    static MediaInfo read(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(VideoFormat.MAGIC_LENGTH);
        }
        return VideoFormat.detect(head).isPresent() ? VideoInfo.read(file) : ImageInfo.read(file);
    }
}
