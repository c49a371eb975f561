package io.camelupscale.topaz.video;

/** How strongly the result is compressed, where no bitrate is given. */
public enum Compression {
    LOW("Low"),
    MID("Mid"),
    HIGH("High");

    private final String word;

    Compression(String word) {
        this.word = word;
    }

    /** The API's word. */
    String word() {
        return word;
    }
}
