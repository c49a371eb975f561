package io.camelupscale.localupscale;

import io.camelupscale.localupscale.engine.EngineException;
import io.camelupscale.localupscale.engine.ImageUpscaler;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The embedded engine as a provider. Jobs live in this JVM's memory; one of an earlier run is not found, and since it cost
 * nothing the job engine submits it again.
 */
final class LocalUpscaleProvider implements UpscaleProvider {

    private static final int PARALLEL_CALLS = 8;

    private final ImageUpscaler upscaler;
    private final ExecutorService pictures;
    private final Supplier<Path> workFiles;
    private final Map<String, LocalJob> jobs = new ConcurrentHashMap<>();

    /**
     * @param pictures  decodes and encodes, one picture a thread; shut down with this provider
     * @param workFiles paths for results, on the same file system as where they are wanted
     */
    LocalUpscaleProvider(ImageUpscaler upscaler, ExecutorService pictures, Supplier<Path> workFiles) {
        this.upscaler = upscaler;
        this.pictures = pictures;
        this.workFiles = workFiles;
    }

    /**
     * How many pictures are worked on at once: enough that one is decoded and encoded while the network is busy with
     * another, few enough that this does not take the cores away from the network.
     */
    static int parallelPictures(int threads) {
        return 1 + (threads + 1) / 2;
    }

    @Override
    public ProviderTraits traits() {
        return new ProviderTraits(false, PARALLEL_CALLS, PARALLEL_CALLS, PARALLEL_CALLS);
    }

    @Override
    public void validate(UpscaleSpec spec) {
        if (!"image".equals(spec.media())) {
            throw new ProviderException(Kind.REJECTED, "localupscale upscales image only, not " + spec.media());
        }
        options(spec, ImageFormat.PNG);
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        try {
            ImageInfo info = ImageInfo.read(request.source());
            UpscaleOptions options = options(request.spec(), info.format());
            LocalJob job = new LocalJob(upscaler, request.source(), workFiles.get(), options, context);
            String id = UUID.randomUUID().toString();
            jobs.put(id, job);
            pictures.execute(job);
            return CompletableFuture.completedFuture(new RemoteJob(id));
        } catch (IOException e) {
            return failed(Kind.REJECTED, String.valueOf(e.getMessage()), e);
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        LocalJob local = jobs.get(job.id());
        if (local == null) {
            return failed(Kind.NOT_FOUND, "no job " + job.id() + " in this JVM", null);
        }
        RemoteStatus status = local.status();
        if (status instanceof RemoteStatus.Failed || status instanceof RemoteStatus.Cancelled) {
            jobs.remove(job.id());
        }
        return CompletableFuture.completedFuture(status);
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        try {
            Files.move(Path.of(result.location()), target);
            jobs.remove(job.id());
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return failed(Kind.NOT_FOUND, "the result is gone: " + e, e);
        }
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        LocalJob local = jobs.get(job.id());
        if (local != null) {
            local.cancel();
        }
        return CompletableFuture.completedFuture(null);
    }

    /** Ends what is under way: nobody could fetch it any more. */
    @Override
    public void close() {
        pictures.shutdownNow();
        upscaler.close();
    }

    private UpscaleOptions options(UpscaleSpec spec, ImageFormat sourceFormat) {
        try {
            UpscaleOptions options = LocalSettings.options(spec, sourceFormat);
            upscaler.check(options);
            return options;
        } catch (IllegalArgumentException | EngineException e) {
            throw new ProviderException(Kind.REJECTED, String.valueOf(e.getMessage()), e);
        }
    }

    private static <T> CompletionStage<T> failed(Kind kind, String message, @Nullable Exception cause) {
        return CompletableFuture.failedFuture(new ProviderException(kind, message, cause));
    }
}
