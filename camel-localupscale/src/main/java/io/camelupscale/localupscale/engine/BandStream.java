package io.camelupscale.localupscale.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A result that comes into being from top to bottom while an encoder reads it. A band is made ahead of the reader and
 * forgotten once the reader asks for a later one, so that the result is never in memory as a whole. For one reading
 * thread.
 */
final class BandStream implements AutoCloseable {

    private final TileGrid grid;
    private final TileRenderer renderer;
    private final TileWorkers workers;
    private final TileProgress progress;
    private final OutputLayout layout;
    private final int width;
    private final int height;
    private final int scale;

    private final Map<Integer, CompletableFuture<Band>> bands = new HashMap<>();
    private final Deque<Band.Samples> spare = new ArrayDeque<>();
    private int scheduled;

    private final Cancellation stop = new Cancellation();
    private final CompletableFuture<Band> stopped = new CompletableFuture<>();
    /** Held shared by every running tile, exclusively when nothing may run any more. */
    private final ReentrantReadWriteLock running = new ReentrantReadWriteLock();

    private final Cancellation.Registration outerCancel;

    BandStream(
            TileGrid grid,
            TileRenderer renderer,
            TileWorkers workers,
            TileProgress progress,
            OutputLayout layout,
            Tile result,
            int scale,
            Cancellation cancellation) {
        this.grid = grid;
        this.renderer = renderer;
        this.workers = workers;
        this.progress = progress;
        this.layout = layout;
        this.width = result.width();
        this.height = result.height();
        this.scale = scale;
        this.outerCancel = cancellation.onCancel(() -> fail(new CancellationException("upscaling was cancelled")));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    OutputLayout layout() {
        return layout;
    }

    int bandCount() {
        return grid.rows();
    }

    /** The number of the band that a row of the result is in. */
    int bandOf(int y) {
        int band = (int) ((long) y * grid.rows() / height);
        while (grid.top(band + 1) * scale <= y) {
            band++;
        }
        while (grid.top(band) * scale > y) {
            band--;
        }
        return band;
    }

    /** How many bands exist at once: the one being read, and enough beyond it to keep all threads busy. */
    static int window(TileGrid grid, int threads) {
        int ahead = (threads + grid.columns() - 1) / grid.columns();
        return Math.min(grid.rows(), 1 + ahead);
    }

    /**
     * Waits for a band. Bands before it are gone afterwards.
     *
     * @throws CancellationException if cancelled or the thread was interrupted
     */
    Band band(int index) {
        bands.entrySet().removeIf(entry -> entry.getKey() < index && recycle(entry.getValue()));
        int end = Math.min(grid.rows(), index + window(grid, workers.count()));
        for (scheduled = Math.max(scheduled, index); scheduled < end; scheduled++) {
            bands.put(scheduled, schedule(scheduled));
        }
        CompletableFuture<Band> band = bands.get(index);
        if (band == null) {
            throw new IllegalStateException("band %d was asked for again".formatted(index));
        }
        return await(band);
    }

    private boolean recycle(CompletableFuture<Band> read) {
        Band band = read.getNow(null);
        if (band != null) {
            spare.add(band.samples());
        }
        return true;
    }

    private CompletableFuture<Band> schedule(int index) {
        int top = grid.top(index) * scale;
        int rows = grid.top(index + 1) * scale - top;
        // rows of tiles differ by a pixel: memory for the highest serves all
        int most = ((grid.top(grid.rows()) + grid.rows() - 1) / grid.rows()) * scale;
        Band.Samples samples = spare.isEmpty() ? Band.Samples.allocate((long) width * most, layout) : spare.remove();
        Band band = new Band(top, width, rows, layout, samples);
        CompletableFuture<Band> ready = new CompletableFuture<>();
        AtomicInteger missing = new AtomicInteger(grid.columns());
        for (Tile tile : grid.row(index)) {
            workers.submit(this, buffers -> {
                if (make(tile, band, buffers) && missing.decrementAndGet() == 0) {
                    ready.complete(band);
                }
            });
        }
        return ready;
    }

    private boolean make(Tile tile, Band band, TileBuffers buffers) {
        if (!running.readLock().tryLock()) {
            return false;
        }
        try {
            if (stop.isCancelled()) {
                return false;
            }
            renderer.render(tile, band, buffers, stop);
            progress.tileDone();
            return true;
        } catch (Throwable e) {
            // also errors: the reader waits, and must hear of everything
            fail(e);
            return false;
        } finally {
            running.readLock().unlock();
        }
    }

    private void fail(Throwable reason) {
        stopped.completeExceptionally(reason);
        stop.cancel();
    }

    private Band await(CompletableFuture<Band> band) {
        try {
            return (Band) CompletableFuture.anyOf(band, stopped).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the thread was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Ends the work of this picture; afterwards no thread touches its memory. */
    @Override
    public void close() {
        outerCancel.close();
        stop.cancel();
        workers.drop(this);
        running.writeLock().lock();
        running.writeLock().unlock();
    }
}
