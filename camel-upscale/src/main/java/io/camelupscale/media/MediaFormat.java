package io.camelupscale.media;

/** What kind of file a picture or video is. */
public sealed interface MediaFormat permits ImageFormat {

    /** The format's name, such as {@code PNG}. */
    String name();

    /** The format's registered media type, such as {@code image/jpeg}. */
    String mediaType();

    /** The preferred file name extension, lower case, without the dot. */
    String extension();

    /**
     * The file name with an extension that fits this format: kept as it is where it already fits ("a.JPG", "a.jpeg"),
     * else exchanged ("a.gif" becomes "a.png"). Folders in the name are kept.
     */
    String fileName(String name);
}
