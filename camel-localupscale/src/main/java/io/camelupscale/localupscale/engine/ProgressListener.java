package io.camelupscale.localupscale.engine;

/** Hears how far a picture is. Called on any thread, one call at a time, never going back; must return quickly. */
@FunctionalInterface
public interface ProgressListener {

    /** Hears nothing. */
    ProgressListener NONE = (done, total) -> {};

    /**
     * @param done  tiles finished so far
     * @param total tiles of the whole picture
     */
    void onProgress(int done, int total);
}
