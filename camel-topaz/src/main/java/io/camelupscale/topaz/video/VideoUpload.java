package io.camelupscale.topaz.video;

import io.camelupscale.http.Answer;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.http.Upload;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a source where the service wants it, in as many parts as it named URLs, some at once. A part that failed in passing is
 * put again at once. After the first that does not come through no more are begun; it ends when none is under way any more.
 */
final class VideoUpload {

    /** Of the vendor; it applies wherever that many are needed to fill all URLs. */
    private static final long SEGMENT = 500_000_000;

    private static final int TRIES = 4;

    /** Hears of each part that is there, on the thread that uploads. */
    @FunctionalInterface
    interface Listener {
        void stored(int part, String eTag);
    }

    private record Part(int number, String eTag) {}

    private final ServiceClient service;
    private final Executor executor;
    private final Path file;
    private final long size;
    private final String mediaType;
    private final List<String> urls;
    private final BooleanSupplier wanted;
    private volatile boolean failed;

    VideoUpload(
            ServiceClient service,
            Executor executor,
            Path file,
            VideoSource source,
            List<String> urls,
            BooleanSupplier wanted) {
        this.service = service;
        this.executor = executor;
        this.file = file;
        this.size = source.size();
        this.mediaType = source.mediaType();
        this.urls = urls;
        this.wanted = wanted;
    }

    /** In bytes: the vendor's, or a larger one for a very large source; for a small one, an equal share. */
    static long segment(long size, int urls) {
        long share = (size + urls - 1) / urls;
        long segment = Math.max(SEGMENT, share);
        return segment * (urls - 1) < size ? segment : share;
    }

    /**
     * Puts the parts that are not there yet.
     *
     * @param missing whether a part is
     * @return the MD5 of the whole source, read meanwhile
     */
    String run(Predicate<Integer> missing, Listener listener) {
        CompletionService<Part> parts = new ExecutorCompletionService<>(executor);
        List<Integer> numbers =
                IntStream.rangeClosed(1, urls.size()).boxed().filter(missing).toList();
        int underWay = 0;
        ProviderException failure = null;
        try (SourceDigest digest = new SourceDigest(file)) {
            try {
                for (int number : numbers) {
                    parts.submit(() -> put(number));
                    underWay++;
                }
            } catch (RejectedExecutionException e) {
                failure = fail(new ProviderException(Kind.OUTCOME_UNKNOWN, "this process stops", e));
            }
            while (underWay > 0 || failure == null && !digest.isDone()) {
                boolean waits = failure != null || digest.isDone();
                Future<Part> next = waits ? parts.take() : parts.poll();
                try {
                    if (next == null) {
                        digest.goOn();
                    } else {
                        underWay--;
                        Part part = part(next);
                        listener.stored(part.number(), part.eTag());
                    }
                } catch (ProviderException e) {
                    failure = failure == null ? fail(e) : failure;
                }
            }
            if (failure != null) {
                throw failure;
            }
            return digest.text();
        } catch (InterruptedException e) {
            failed = true;
            Thread.currentThread().interrupt();
            throw new ProviderException(Kind.OUTCOME_UNKNOWN, "this process stops", e);
        }
    }

    private ProviderException fail(ProviderException failure) {
        failed = true;
        return failure;
    }

    private static Part part(Future<Part> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProviderException failure) {
                throw failure;
            }
            throw new IllegalStateException("a part was not put", e.getCause());
        }
    }

    private Part put(int number) {
        long segment = segment(size, urls.size());
        long from = (number - 1) * segment;
        Upload upload = Upload.of(urls.get(number - 1), file)
                .range(Math.min(from, size), Math.max(0, Math.min(segment, size - from)))
                .contentType(mediaType);
        ProviderException failure = null;
        for (int tries = 0; tries < TRIES; tries++) {
            if (failed || !wanted.getAsBoolean()) {
                throw new ProviderException(Kind.OUTCOME_UNKNOWN, "the upload was given up", failure);
            }
            try {
                return new Part(number, eTag(service.upload(upload)));
            } catch (ProviderException e) {
                if (!e.isPassing()) {
                    throw e;
                }
                failure = e;
            }
        }
        throw passing(failure);
    }

    private static ProviderException passing(@Nullable ProviderException failure) {
        return failure == null ? new ProviderException(Kind.UNAVAILABLE, "not put") : failure;
    }

    /** Without its quotes; of a source in one piece none is needed. */
    private String eTag(Answer answer) {
        String eTag = answer.header("ETag").orElse("").replace("\"", "");
        if (eTag.isEmpty() && urls.size() > 1) {
            throw new ProviderException(Kind.UNAVAILABLE, "the storage told no ETag of a part");
        }
        return eTag.isEmpty() ? "unused" : eTag;
    }
}
