package io.camelupscale.localupscale.engine;

import java.util.List;

/** A rectangle of a picture, in pixels. */
record Tile(int x, int y, int width, int height) {

    int right() {
        return x + width;
    }

    int bottom() {
        return y + height;
    }

    int longestSide() {
        return Math.max(width, height);
    }

    /** Cut in two along each side that is longer than {@code side}. */
    List<Tile> split(int side) {
        int left = width > side ? (width + 1) / 2 : width;
        int top = height > side ? (height + 1) / 2 : height;
        return List.of(
                        new Tile(x, y, left, top),
                        new Tile(x + left, y, width - left, top),
                        new Tile(x, y + top, left, height - top),
                        new Tile(x + left, y + top, width - left, height - top))
                .stream()
                .filter(part -> part.width > 0 && part.height > 0)
                .toList();
    }
}
