package io.camelupscale.topaz.video;

/** What becomes of a video's sound. */
public enum AudioTransfer {
    COPY("Copy"),
    CONVERT("Convert"),
    NONE("None");

    private final String word;

    AudioTransfer(String word) {
        this.word = word;
    }

    /** The API's word. */
    String word() {
        return word;
    }
}
