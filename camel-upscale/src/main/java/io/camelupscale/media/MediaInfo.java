package io.camelupscale.media;

import java.io.IOException;
import java.nio.file.Path;

/** What the header of a picture or video says. */
public sealed interface MediaInfo permits ImageInfo {

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
        return ImageInfo.read(file);
    }
}
