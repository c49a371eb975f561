package io.camelupscale.localupscale.engine;

/** Scratch for a part of one result row, on its way from the network to its final samples; 0 to 1. */
record ColourRow(float[] red, float[] green, float[] blue, float[] alpha) {

    static ColourRow of(int width) {
        return new ColourRow(new float[width], new float[width], new float[width], new float[width]);
    }

    float[] channel(int channel) {
        return channel == 0 ? red : channel == 1 ? green : blue;
    }

    void layOnWhite(int count) {
        for (int channel = 0; channel < 3; channel++) {
            float[] values = channel(channel);
            for (int i = 0; i < count; i++) {
                float opacity = Math.min(1, Math.max(0, alpha[i]));
                values[i] = 1 + (values[i] - 1) * opacity;
            }
        }
    }

    /** Makes {@link #green} the luma of the three: a network gives grey a slight tint. */
    void mixGrey(int count) {
        for (int i = 0; i < count; i++) {
            green[i] = 0.299f * red[i] + 0.587f * green[i] + 0.114f * blue[i];
        }
    }
}
