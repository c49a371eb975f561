package io.camelupscale.localupscale.engine;

import java.nio.FloatBuffer;

/** Makes the tiles of one picture: network, shrinking to the wanted scale, transparency, final samples. */
final class TileRenderer {

    private final Pixels source;
    private final TileGrid grid;
    private final Network network;
    private final int scale;
    private final TileLimit limit;
    private final ResampleKernel shrink;
    private final ResampleKernel alpha;

    TileRenderer(Pixels source, TileGrid grid, Network network, int scale, TileLimit limit) {
        this.source = source;
        this.grid = grid;
        this.network = network;
        this.scale = scale;
        this.limit = limit;
        this.shrink = ResampleKernel.lanczos3(network.scale(), scale);
        this.alpha = ResampleKernel.catmullRom(1, scale);
    }

    /**
     * Renders a tile into its band, in smaller pieces where memory is short.
     *
     * @throws InsufficientMemoryException if even the smallest piece does not fit
     */
    void render(Tile tile, Band band, TileBuffers buffers, Cancellation cancellation) {
        boolean divisible = network.fixedInput().isEmpty();
        if (divisible && tile.longestSide() > limit.side()) {
            for (Tile part : tile.split(limit.side())) {
                render(part, band, buffers, cancellation);
            }
            return;
        }
        try {
            renderWhole(tile, band, buffers, cancellation);
        } catch (OutOfMemoryError e) {
            buffers.clear();
            if (!divisible || tile.longestSide() <= UpscaleOptions.MIN_TILE_SIZE) {
                throw new InsufficientMemoryException(
                        "not even a tile of %d x %d px fits into the memory: %s"
                                .formatted(tile.width(), tile.height(), e.getMessage()),
                        e);
            }
            limit.exceeded(tile.longestSide(), String.valueOf(e.getMessage()));
            render(tile, band, buffers, cancellation);
        }
    }

    private void renderWhole(Tile tile, Band band, TileBuffers buffers, Cancellation cancellation) {
        Tile window = grid.window(tile);
        int values = Math.multiplyExact(3, Math.multiplyExact(window.width(), window.height()));
        FloatBuffer input = buffers.input(values);
        FloatBuffer output = buffers.output(Math.multiplyExact(values, network.scale() * network.scale()));
        load(window, input, buffers);
        Tile wanted = grid.wanted(tile);
        Network.Margins margins = new Network.Margins(
                wanted.x() - window.x(),
                wanted.y() - window.y(),
                window.right() - wanted.right(),
                window.bottom() - wanted.bottom());
        network.run(input, window.width(), window.height(), margins, output, cancellation);
        NetworkOutput colours = new NetworkOutput(output, window, wanted, network.scale());
        if (network.scale() == scale) {
            store(
                    tile,
                    band,
                    buffers.row(tile.width() * scale),
                    (y, row) -> colours.copyRow(tile.x() * scale, y, tile.width() * scale, row));
        } else {
            ShrunkOutput shrunk = new ShrunkOutput(colours, shrink, tile, scale, buffers);
            store(tile, band, buffers.row(tile.width() * scale), shrunk::row);
        }
    }

    private void load(Tile window, FloatBuffer input, TileBuffers buffers) {
        float[] row = buffers.row(window.width()).red();
        int plane = window.width() * window.height();
        for (int y = 0; y < window.height(); y++) {
            int sourceY = Math.min(window.y() + y, source.height() - 1);
            for (int channel = 0; channel < 3; channel++) {
                if (channel == 0 || !source.isGrey()) {
                    source.readRow(window.x(), sourceY, window.width(), channel, row);
                }
                input.put(channel * plane + y * window.width(), row, 0, window.width());
            }
        }
    }

    private void store(Tile tile, Band band, ColourRow row, RowMaker colours) {
        int width = tile.width() * scale;
        AlphaRows alphaRows = source.hasAlpha() ? new AlphaRows(source, alpha, tile.x() * scale, width) : null;
        for (int y = tile.y() * scale; y < tile.bottom() * scale; y++) {
            colours.make(y, row);
            if (alphaRows != null) {
                alphaRows.row(y, row.alpha());
            }
            band.write(tile.x() * scale, y, width, row);
        }
    }

    /** Fills in the colours of one row of the result. */
    private interface RowMaker {
        void make(int y, ColourRow row);
    }
}
