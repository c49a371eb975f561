package io.camelupscale.topaz.video;

/** How the result's sound is encoded; the names are the API's. */
public enum AudioCodec {
    AAC,
    AC3,
    PCM
}
