package io.camelupscale.localupscale.engine;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Copies colours from the rim of visible areas into fully transparent pixels, some rings deep. What a painting program
 * left there, often black, would otherwise shine through at the edges of the enlarged picture.
 */
final class TransparentColours {

    private static final int RINGS = 8;

    private final Pixels pixels;
    private final int width;
    private final BitSet coloured;

    private TransparentColours(Pixels pixels) {
        this.pixels = pixels;
        this.width = pixels.width();
        this.coloured = new BitSet(width * pixels.height());
    }

    static void bleed(Pixels pixels) {
        new TransparentColours(pixels).bleed();
    }

    private void bleed() {
        int count = width * pixels.height();
        for (int i = 0; i < count; i++) {
            coloured.set(i, pixels.sample(i % width, i / width, pixels.alphaBand()) != 0);
        }
        if (coloured.cardinality() == count) {
            return;
        }
        int[] ring = firstRing(count);
        for (int i = 0; i < RINGS && ring.length > 0; i++) {
            // coloured only after the whole ring, so that the result does not depend on the order
            for (int pixel : ring) {
                colour(pixel);
            }
            for (int pixel : ring) {
                coloured.set(pixel);
            }
            ring = Arrays.stream(ring)
                    .flatMap(pixel -> Arrays.stream(neighbours(pixel)))
                    .filter(pixel -> !coloured.get(pixel))
                    .distinct()
                    .toArray();
        }
    }

    private int[] firstRing(int count) {
        int[] ring = new int[64];
        int size = 0;
        for (int i = coloured.nextClearBit(0); i < count; i = coloured.nextClearBit(i + 1)) {
            if (touchesColour(i)) {
                ring = size == ring.length ? Arrays.copyOf(ring, size * 2) : ring;
                ring[size++] = i;
            }
        }
        return Arrays.copyOf(ring, size);
    }

    private boolean touchesColour(int pixel) {
        int x = pixel % width;
        int left = Math.max(0, x - 1) - x;
        int right = Math.min(width - 1, x + 1) - x;
        for (int row = pixel - width; row <= pixel + width; row += width) {
            if (row >= 0 && row / width < pixels.height()) {
                int found = coloured.nextSetBit(row + left);
                if (found >= 0 && found <= row + right) {
                    return true;
                }
            }
        }
        return false;
    }

    private void colour(int pixel) {
        int[] sources = Arrays.stream(neighbours(pixel)).filter(coloured::get).toArray();
        for (int band = 0; band < pixels.alphaBand(); band++) {
            int sum = 0;
            for (int source : sources) {
                sum += pixels.sample(source % width, source / width, band);
            }
            pixels.setSample(pixel % width, pixel / width, band, sum / sources.length);
        }
    }

    private int[] neighbours(int pixel) {
        int x = pixel % width;
        int y = pixel / width;
        int[] found = new int[8];
        int size = 0;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(pixels.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                if (nx != x || ny != y) {
                    found[size++] = ny * width + nx;
                }
            }
        }
        return Arrays.copyOf(found, size);
    }
}
