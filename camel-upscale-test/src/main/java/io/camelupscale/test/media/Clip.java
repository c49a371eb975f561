package io.camelupscale.test.media;

/**
 * What is in a test video: one JPEG picture, shown again and again.
 *
 * @param timescale units of time in a second
 * @param delta     how many of them a frame lasts
 */
record Clip(int width, int height, int frames, int timescale, int delta, byte[] picture) {

    static final int MILLIS = 1000;
    private static final double NTSC = 1.001;

    /** With whole units for 29.97 and its like: 30000/1001. */
    static Clip of(int width, int height, int frames, double fps, byte[] picture) {
        long whole = Math.round(fps * NTSC);
        boolean ntsc = Math.abs(fps * NTSC - whole) < 0.002;
        return ntsc
                ? new Clip(width, height, frames, (int) whole * MILLIS, 1001, picture)
                : new Clip(width, height, frames, (int) Math.round(fps * MILLIS), MILLIS, picture);
    }

    long units() {
        return (long) frames * delta;
    }

    /** When a frame is shown, in milliseconds. */
    double millis(long frame) {
        return (double) frame * delta * MILLIS / timescale;
    }
}
