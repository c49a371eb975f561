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
        int overlap = options.tileOverlap() == 0 ? model.model().overlap() : options.tileOverlap();
        int reach = network.scale() == options.scale() ? 0 : SHRINK_REACH;
        return new TileGrid(
                info.displayWidth(),
                info.displayHeight(),
                TileGrid.largestTile(network, options, info.displayWidth(), info.displayHeight(), bytesPerPixel),
                overlap,
                reach,
                network.fixedInput());
    }

    private long bandBytes(long bytesPerPixel) {
        TileGrid grid = grid(Math.max(1, bytesPerPixel));
        long rows = (info.displayHeight() + grid.rows() - 1L) / grid.rows();
        long band = rows * info.displayWidth() * options.scale() * options.scale() * bytesPerPixel;
        return band * BandStream.window(grid, workers.count());
    }
}
