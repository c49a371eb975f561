package io.camelupscale.localupscale.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How a picture is cut into tiles: rows of about equal tiles, none larger than wished. It depends on the picture and
 * the options only, never on the machine, so that results are the same everywhere.
 */
final class TileGrid {

    /** Above, a band is lower than a tile would be. */
    private static final long MAX_BAND_BYTES = 64L << 20;

    private static final int MIN_BAND_ROWS = 16;
    /**
     * Tiles of a picture before they become wide, so that as many processors have something to do. Not this machine's
     * processors: the result may not depend on them.
     */
    private static final int MANY_TILES = 8;

    private final int width;
    private final int height;
    private final int columns;
    private final int rows;
    private final int overlap;
    private final int reach;
    private final Optional<Network.TileSize> fixed;

    /**
     * @param largest largest tile without overlap, in pixels
     * @param overlap pixels that the network sees on each side of what is wanted of it, as far as the picture goes
     * @param reach   pixels on each side of a tile that are wanted too
     * @param fixed   the size of what the network sees, if it insists on one
     */
    TileGrid(
            int width, int height, Network.TileSize largest, int overlap, int reach, Optional<Network.TileSize> fixed) {
        this.width = width;
        this.height = height;
        this.fixed = fixed;
        this.reach = reach;
        this.overlap = fixed.map(size -> Math.min(overlap + reach, Math.min(size.width(), size.height()) / 4))
                .orElse(overlap + reach);
        int tileWidth = fixed.map(size -> size.width() - 2 * this.overlap).orElse(largest.width());
        int tileHeight = fixed.map(size -> size.height() - 2 * this.overlap).orElse(largest.height());
        this.columns = ceilDiv(width, tileWidth);
        this.rows = ceilDiv(height, tileHeight);
    }

    /**
     * The largest tile for a picture, without overlap: of the size that is wished, or else of the one that the network
     * runs best. Lower where a row of tiles would take too much memory.
     *
     * @param bytesPerPixel of the result
     */
    static Network.TileSize largestTile(
            Network network, UpscaleOptions options, int width, int height, long bytesPerPixel) {
        Network.TileSize largest = options.tileSize() == 0
                ? network.bestTile()
                : new Network.TileSize(options.tileSize(), options.tileSize());
        long rowBytes = (long) width * options.scale() * options.scale() * bytesPerPixel;
        int tileHeight = (int) Math.max(MIN_BAND_ROWS, Math.min(largest.height(), MAX_BAND_BYTES / rowBytes));
        int wide = (int) Math.min(largest.width(), (long) width * ceilDiv(height, tileHeight) / MANY_TILES);
        return new Network.TileSize(Math.max(wide, Math.min(largest.width(), largest.height())), tileHeight);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    int tiles() {
        return Math.multiplyExact(rows, columns);
    }

    /** First picture row of a row of tiles; the picture's height for the row after the last. */
    int top(int row) {
        return (int) ((long) height * row / rows);
    }

    List<Tile> row(int row) {
        return IntStream.range(0, columns).mapToObj(column -> tile(row, column)).toList();
    }

    private Tile tile(int row, int column) {
        int left = (int) ((long) width * column / columns);
        int right = (int) ((long) width * (column + 1) / columns);
        return new Tile(left, top(row), right - left, top(row + 1) - top(row));
    }

    /**
     * What the network is to see for a tile. Within the picture, except that a network with a fixed input may see more
     * than a small picture has.
     */
    Tile window(Tile tile) {
        if (fixed.isPresent()) {
            int left = shifted(tile.x(), fixed.get().width(), width);
            int top = shifted(tile.y(), fixed.get().height(), height);
            return new Tile(left, top, fixed.get().width(), fixed.get().height());
        }
        return grown(tile, overlap);
    }

    /** The part of the window whose results are wanted. */
    Tile wanted(Tile tile) {
        return grown(tile, Math.min(reach, overlap));
    }

    private Tile grown(Tile tile, int pixels) {
        int left = Math.max(0, tile.x() - pixels);
        int top = Math.max(0, tile.y() - pixels);
        return new Tile(
                left,
                top,
                Math.min(width, tile.right() + pixels) - left,
                Math.min(height, tile.bottom() + pixels) - top);
    }

    private int shifted(int start, int size, int limit) {
        return Math.max(0, Math.min(start - overlap, limit - size));
    }

    private static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }
}
