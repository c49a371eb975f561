package io.camelupscale.testprovider;

import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Deadline;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.ProviderTraits.Capability;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;

/** A provider that answers what a test tells it to, in order, and otherwise enlarges every picture at once. */
public class ScriptedProvider implements UpscaleProvider {

    private final boolean paid;
    private final int parallel;
    private final AtomicInteger ids = new AtomicInteger();
    private final Map<String, UpscaleRequest> accepted = new ConcurrentHashMap<>();
    private final Queue<RuntimeException> submitAnswers = new ConcurrentLinkedQueue<>();
    private final Queue<Object> checkAnswers = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<RemoteJob>> heldSubmits = new ConcurrentLinkedQueue<>();
    private volatile boolean holding;
    private volatile boolean hinting;
    private volatile RemoteStatus otherwise;
    private volatile int resultScale;
    private volatile Estimate price;
    private volatile int estimateBatch;
    private volatile boolean takingUrls;
    private volatile Balance balance;

    public final List<String> submits = new CopyOnWriteArrayList<>();
    public final List<List<UpscaleRequest>> estimates = new CopyOnWriteArrayList<>();
    public final List<UpscaleRequest> requests = new CopyOnWriteArrayList<>();
    public final List<String> checks = new CopyOnWriteArrayList<>();
    public final List<String> cancels = new CopyOnWriteArrayList<>();
    public final List<SubmitContext> contexts = new CopyOnWriteArrayList<>();

    /** What each submit, check and download was told about its time. */
    public final List<Duration> limits = new CopyOnWriteArrayList<>();

    public ScriptedProvider(boolean paid) {
        this(paid, 4);
    }

    public ScriptedProvider(boolean paid, int parallel) {
        this.paid = paid;
        this.parallel = parallel;
    }

    /** The next submits fail with these, before the first one is accepted. */
    public ScriptedProvider refuseSubmits(RuntimeException... failures) {
        submitAnswers.addAll(List.of(failures));
        return this;
    }

    /** Every job will cost this. */
    public ScriptedProvider estimates(double credits, Duration time) {
        price = new Estimate(credits, time);
        return this;
    }

    /** So many prices are told by one call. */
    public ScriptedProvider estimatesAtOnce(int requests) {
        estimateBatch = requests;
        return this;
    }

    /** Fetches sources from URLs: each is a picture of 5 x 5 pixels. */
    public ScriptedProvider takesUrls() {
        takingUrls = true;
        return this;
    }

    /** The account has this left. */
    public ScriptedProvider hasLeft(double credits) {
        balance = new Balance(credits);
        return this;
    }

    /** The next checks answer these (statuses, stages, failures or thrown errors), before the job is reported finished. */
    public ScriptedProvider answerChecks(Object... answers) {
        checkAnswers.addAll(List.of(answers));
        return this;
    }

    /** Every check without an answer of its own gets this one. */
    public ScriptedProvider otherwise(RemoteStatus status) {
        otherwise = status;
        return this;
    }

    /** Results come out this many times larger, whatever was asked for. */
    public ScriptedProvider deliverScale(int scale) {
        resultScale = scale;
        return this;
    }

    /** Says of each job at once that it has moved, so that nobody waits for its first poll. */
    public ScriptedProvider hint() {
        hinting = true;
        return this;
    }

    /** Submits are received and not answered. */
    public ScriptedProvider holdSubmits() {
        holding = true;
        return this;
    }

    /** Has the job without having been asked, as after a submit whose answer was lost. */
    public RemoteJob accept(UpscaleRequest request) {
        RemoteJob job = new RemoteJob("r" + ids.incrementAndGet());
        accepted.put(job.id(), request);
        return job;
    }

    public int heldSubmits() {
        return heldSubmits.size();
    }

    /** Answers one submit that was held. */
    public void releaseOne() {
        heldSubmits.remove().complete(new RemoteJob("r" + ids.incrementAndGet()));
    }

    @Override
    public ProviderTraits traits() {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        if (price != null) {
            capabilities.add(Capability.ESTIMATE);
        }
        if (balance != null) {
            capabilities.add(Capability.BALANCE);
        }
        if (takingUrls) {
            capabilities.add(Capability.SOURCE_URL);
        }
        return new ProviderTraits(paid, parallel, parallel, parallel)
                .with(capabilities.toArray(Capability[]::new))
                .withEstimateBatch(estimateBatch);
    }

    @Override
    public ExpectedResult expect(UpscaleRequest request) {
        return request.url() == null ? UpscaleProvider.super.expect(request) : new ExpectedResult(0, 0, 1, null);
    }

    @Override
    public CompletionStage<Estimate> estimate(UpscaleRequest request) {
        estimates.add(List.of(request));
        if (Files.exists(request.source())) {
            return CompletableFuture.completedFuture(price);
        }
        return CompletableFuture.failedFuture(
                new ProviderException(ProviderException.Kind.REJECTED, "there is no such file"));
    }

    @Override
    public CompletionStage<Estimates> estimateAll(List<UpscaleRequest> requests) {
        estimates.add(requests);
        return CompletableFuture.completedFuture(new Estimates(requests.stream()
                .map(request -> Estimates.Item.of(request.sourceName(), price))
                .toList()));
    }

    @Override
    public CompletionStage<Balance> balance() {
        return CompletableFuture.completedFuture(balance);
    }

    @Override
    public void validate(UpscaleSpec spec) {
        if (spec.scale() < 2) {
            throw new ProviderException(
                    ProviderException.Kind.REJECTED, "scale=" + spec.scale() + ": at least 2 is needed");
        }
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        submits.add(request.sourceName());
        requests.add(request);
        contexts.add(context);
        limits.add(Deadline.left());
        if (holding) {
            CompletableFuture<RemoteJob> held = new CompletableFuture<>();
            heldSubmits.add(held);
            return held;
        }
        RuntimeException failure = submitAnswers.poll();
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        RemoteJob job = accept(request);
        if (hinting) {
            context.changed();
        }
        return CompletableFuture.completedFuture(job);
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        checks.add(job.id());
        limits.add(Deadline.left());
        Object answer = checkAnswers.poll();
        if (answer instanceof RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
        if (answer instanceof CompletableFuture<?> held) {
            return held.thenApply(RemoteStatus.class::cast);
        }
        if (answer instanceof Error defect) {
            throw defect;
        }
        RemoteStatus next = answer != null ? (RemoteStatus) answer : otherwise;
        return CompletableFuture.completedFuture(
                next != null ? next : new RemoteStatus.Done(new RemoteResult("result of " + job.id())));
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        limits.add(Deadline.left());
        UpscaleRequest request = accepted.get(job.id());
        try {
            BufferedImage source = request.url() == null
                    ? ImageIO.read(request.source().toFile())
                    : new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
            int scale = resultScale == 0 ? request.spec().scale() : resultScale;
            BufferedImage large = new BufferedImage(
                    source.getWidth() * scale, source.getHeight() * scale, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = large.createGraphics();
            graphics.drawImage(source, 0, 0, large.getWidth(), large.getHeight(), null);
            graphics.dispose();
            ImageIO.write(
                    large,
                    request.spec().outputFormat() == null
                            ? "png"
                            : request.spec().outputFormat(),
                    target.toFile());
            return CompletableFuture.completedFuture(null);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(
                    new ProviderException(ProviderException.Kind.UNAVAILABLE, "cannot deliver", e));
        }
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        cancels.add(job.id());
        return CompletableFuture.completedFuture(null);
    }
}
