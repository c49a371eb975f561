package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageInfo;
import java.io.IOException;
import java.nio.file.Path;

/** One picture on its way: admitted, decoded, made and encoded. */
record UpscaleJob(
        Path source,
        Path target,
        ImageInfo info,
        UpscaleOptions options,
        ModelLibrary.Loaded model,
        PictureEncoder encoder,
        TileWorkers workers,
        MemoryBudget memory) {

    /** Above, a band is lower than a tile would be. */
    private static final long MAX_BAND_BYTES = 64L << 20;

    private static final int MIN_BAND_ROWS = 16;
    /**
     * Tiles of a picture before they become wide, so that as many processors have something to do. Not this machine's
     * processors: the result may not depend on them.
     */
    private static final int MANY_TILES = 8;

    /** The widest filter of {@link ShrunkOutput} reaches less than so many source pixels beyond a tile. */
    private static final int SHRINK_REACH = 2;

    @SuppressWarnings("try") // the share is only closed
    void run(ProgressListener progress, Cancellation cancellation) throws IOException {
        try (PictureReader reader = new PictureReader(source, info)) {
            long decoded = reader.decodedBytes();
            // not known before it is decoded, so the worst
            long bands = bandBytes(decoded / Math.max(1, info.pixels()));
            long needed = decoded + bands + encoder.extraBytes(info.pixels() * options.scale() * options.scale());
            try (MemoryBudget.Share share = memory.acquire(needed, cancellation)) {
                make(reader.read(cancellation), progress, cancellation);
            } catch (OutOfMemoryError e) {
                throw new InsufficientMemoryException(
                        "%d x %d pixels at scale %d take about %d MB of heap, of which there are %d MB (-Xmx): %s"
                                .formatted(
                                        info.width(),
                                        info.height(),
                                        options.scale(),
                                        needed >> 20,
                                        Runtime.getRuntime().maxMemory() >> 20,
                                        e.getMessage()),
                        e);
            }
        }
    }

    private void make(Pixels pixels, ProgressListener progress, Cancellation cancellation) throws IOException {
        OutputLayout layout = OutputLayout.of(pixels, options.format());
        TileGrid grid = grid(layout.bytesPerPixel());
        TileRenderer renderer = new TileRenderer(pixels, grid, model.network(), options.scale(), model.limit());
        Tile result = new Tile(0, 0, pixels.width() * options.scale(), pixels.height() * options.scale());
        TileProgress tiles = new TileProgress(grid.tiles(), progress);
        try (BandStream bands =
                new BandStream(grid, renderer, workers, tiles, layout, result, options.scale(), cancellation)) {
            encoder.encode(bands, target);
        }
        cancellation.throwIfCancelled();
    }

    private TileGrid grid(long bytesPerPixel) {
        Network network = model.network();
        Network.TileSize largest = options.tileSize() == 0
                ? network.bestTile()
                : new Network.TileSize(options.tileSize(), options.tileSize());
        long rowBytes = (long) info.displayWidth() * options.scale() * options.scale() * bytesPerPixel;
        int height = (int) Math.max(MIN_BAND_ROWS, Math.min(largest.height(), MAX_BAND_BYTES / rowBytes));
        // wide tiles are for pictures that have enough of them all the same
        int rows = (info.displayHeight() + height - 1) / height;
        int width = info.displayWidth() * rows / MANY_TILES;
        width = Math.max(Math.min(width, largest.width()), Math.min(largest.width(), largest.height()));
        int overlap = options.tileOverlap() == 0 ? model.model().overlap() : options.tileOverlap();
        int reach = network.scale() == options.scale() ? 0 : SHRINK_REACH;
        return new TileGrid(
                info.displayWidth(),
                info.displayHeight(),
                new Network.TileSize(width, height),
                overlap + reach,
                network.fixedInput());
    }

    private long bandBytes(long bytesPerPixel) {
        TileGrid grid = grid(Math.max(1, bytesPerPixel));
        long rows = (info.displayHeight() + grid.rows() - 1L) / grid.rows();
        long band = rows * info.displayWidth() * options.scale() * options.scale() * bytesPerPixel;
        return band * BandStream.window(grid, workers.count());
    }
}
