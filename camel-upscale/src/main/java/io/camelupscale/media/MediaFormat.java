package io.camelupscale.media;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What kind of file a picture or video is. */
public sealed interface MediaFormat permits ImageFormat, VideoFormat {

    /** The format with this name or file name extension. */
    static Optional<MediaFormat> byName(String name) {
        return ImageFormat.byName(name).<MediaFormat>map(format -> format).or(() -> VideoFormat.byName(name));
    }

    /** The format's name, such as {@code PNG}. */
    String name();

    /** The format's media type, such as {@code image/jpeg}. */
    String mediaType();

    /** Its file name extensions, lower case, without the dot, the preferred one first. */
    List<String> extensions();

    /** The preferred file name extension, lower case, without the dot. */
    default String extension() {
        return extensions().get(0);
    }

    /**
     * The file name with an extension that fits this format: kept as it is where it already fits ("a.JPG", "a.jpeg"),
     * else exchanged ("a.gif" becomes "a.png"). Folders in the name are kept.
     */
    default String fileName(String name) {
        int dot = name.lastIndexOf('.');
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        if (dot <= slash + 1) {
            return name + '.' + extension();
        }
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        return extensions().contains(ending) ? name : name.substring(0, dot + 1) + extension();
    }
}
