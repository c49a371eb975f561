package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageInfo;
import io.camelupscale.media.UnreadableImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Upscales pictures with a neural network in this JVM. Make one and share it: its threads, models and memory budget serve
 * all pictures, and any number of threads may call it at once.
 *
 * <p>A picture is decoded as a whole and encoded while it is being made, so the heap must hold the source and two bands of
 * the result; for WebP, whose encoder wants everything at once, the result twice.
 */
public final class ImageUpscaler implements AutoCloseable {

    /** Of the heap; decoders and encoders want some room beside what is counted. */
    private static final double PICTURES = 0.6;

    private static final double NETWORKS = 0.25;

    private final NetworkEngine engine;
    private final ModelLibrary models;
    private final TileWorkers workers;
    private final MemoryBudget memory;
    private final Cancellation shutdown = new Cancellation();
    /** Held shared by every picture. */
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();

    /**
     * Starts the threads, and an engine, and logs which.
     *
     * @throws EngineUnavailableException if there is no such engine or device
     */
    public ImageUpscaler(EngineOptions options) {
        this.engine = new EngineChain(EngineChoice.of(options.engine(), options.device(), EnginesAtHand.find()));
        this.models = new ModelLibrary(engine, options.threads(), heap(NETWORKS));
        this.workers = new TileWorkers(options.threads());
        this.memory = new MemoryBudget(heap(PICTURES));
        workers.submit(engine, buffers -> engine.warmUp());
    }

    private static long heap(double share) {
        return (long) (Runtime.getRuntime().maxMemory() * share);
    }

    /** What runs the networks, and why, in one line for people. Models that it cannot run may be run by another. */
    public String engine() {
        return engine.description();
    }

    /**
     * Loads a model if it is not yet, and checks that it can be run.
     *
     * @param name name of a model in the jar, or {@code file:} and a path
     * @throws ModelException if it cannot
     */
    public Model model(String name) {
        return models.get(name).model();
    }

    /**
     * Checks everything about the options that can be known before a picture comes.
     *
     * @return the model that they lead to
     * @throws ModelException  if the model cannot be used or does not reach the scale
     * @throws EngineException if the format of the result cannot be written on this platform
     */
    public Model check(UpscaleOptions options) {
        PictureEncoder.of(options);
        return loaded(options).model();
    }

    /**
     * Upscales one picture. Blocks, and decodes and encodes on the calling thread. The result is upright, in sRGB, and
     * exactly {@code scale} times the size. If this fails no target is left behind.
     *
     * @param target is created or replaced while the work goes on; pass a temporary file
     * @throws UnreadableImageException     if the source is no picture, or damaged, or cut short
     * @throws PictureTooLargeException     if a limit is exceeded; known from the header
     * @throws ModelException               if the model cannot be used
     * @throws InsufficientMemoryException  if the memory is too small
     * @throws CancellationException        if cancelled, or the calling thread was interrupted
     * @throws IOException                  if files cannot be read or written
     */
    @SuppressWarnings("try") // registrations are only closed
    public void upscale(
            Path source, Path target, UpscaleOptions options, ProgressListener progress, Cancellation cancellation)
            throws IOException {
        if (!open.readLock().tryLock()) {
            throw new CancellationException("the engine is closed");
        }
        Cancellation either = new Cancellation();
        try (Cancellation.Registration own = cancellation.onCancel(either::cancel);
                Cancellation.Registration all = shutdown.onCancel(either::cancel)) {
            upscaleOpen(source, target, options, progress, either);
        } finally {
            open.readLock().unlock();
        }
    }

    private void upscaleOpen(
            Path source, Path target, UpscaleOptions options, ProgressListener progress, Cancellation cancellation)
            throws IOException {
        cancellation.throwIfCancelled();
        ModelLibrary.Loaded model = loaded(options);
        ImageInfo info = ImageInfo.read(source);
        PictureEncoder encoder = PictureEncoder.of(options);
        SizeLimits.check(info, options);
        UpscaleJob job = new UpscaleJob(source, target, info, options, model, encoder, workers, memory);
        boolean complete = false;
        try {
            job.run(progress, cancellation);
            complete = true;
        } finally {
            if (!complete) {
                Files.deleteIfExists(target);
            }
        }
    }

    /** {@link #upscale(Path, Path, UpscaleOptions, ProgressListener, Cancellation)}, to the end and in silence. */
    public void upscale(Path source, Path target, UpscaleOptions options) throws IOException {
        upscale(source, target, options, ProgressListener.NONE, new Cancellation());
    }

    /** Cancels the pictures that are being made, waits for their end, and frees threads and models. */
    @Override
    public void close() {
        shutdown.cancel();
        // native code must not lose its memory while it runs
        open.writeLock().lock();
        try {
            workers.close();
            models.close();
        } finally {
            open.writeLock().unlock();
        }
    }

    private ModelLibrary.Loaded loaded(UpscaleOptions options) {
        String name = options.model().isEmpty() ? ModelLibrary.defaultFor(options.scale()) : options.model();
        ModelLibrary.Loaded model = models.get(name);
        model.model().requireScale(options.scale());
        return model;
    }
}
