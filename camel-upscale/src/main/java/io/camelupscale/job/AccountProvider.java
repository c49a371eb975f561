package io.camelupscale.job;

import io.camelupscale.spi.Balance;
import io.camelupscale.spi.Estimate;
import io.camelupscale.spi.Estimates;
import io.camelupscale.spi.ExpectedResult;
import io.camelupscale.spi.Lookup;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderTraits;
import io.camelupscale.spi.RemoteJob;
import io.camelupscale.spi.RemoteResult;
import io.camelupscale.spi.RemoteStatus;
import io.camelupscale.spi.StatusPage;
import io.camelupscale.spi.SubmitContext;
import io.camelupscale.spi.UpscaleProvider;
import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** An account's provider, of whose calls is noted what they tell about the account. */
final class AccountProvider implements UpscaleProvider {

    private enum Verb {
        SUBMIT,
        CHECK,
        DOWNLOAD,
        CANCEL,
        DISCARD,
        LIST,
        LOOK_UP,
        ESTIMATE,
        BALANCE
    }

    private static final Duration LONG_SILENCE = Duration.ofSeconds(30);

    private final UpscaleProvider provider;
    private final JobTimer timer;
    private final ConcurrentMap<Verb, Refusal> refusals = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Refusal> silence = new AtomicReference<>();
    private final LongAdder polls = new LongAdder();

    AccountProvider(UpscaleProvider provider, JobTimer timer) {
        this.provider = provider;
        this.timer = timer;
    }

    /**
     * The latest refusal that counts: neither a submit nor a call of the same kind has succeeded since. Where there is none: that
     * the provider has answered no call for a while.
     */
    Optional<Refusal> refusal() {
        return refusals.values().stream()
                .max(Comparator.comparing(Refusal::since))
                .or(() -> Optional.ofNullable(silence.get())
                        .filter(first -> !timer.now().isBefore(first.since().plus(LONG_SILENCE))));
    }

    /** How many calls asked for the state of jobs. */
    long polls() {
        return polls.sum();
    }

    @Override
    public ProviderTraits traits() {
        return provider.traits();
    }

    @Override
    public void validate(UpscaleSpec spec) {
        provider.validate(spec);
    }

    @Override
    public ExpectedResult expect(UpscaleRequest request) {
        return provider.expect(request);
    }

    @Override
    public @Nullable URI destination(UpscaleRequest request, ExpectedResult expected) {
        return provider.destination(request, expected);
    }

    @Override
    public CompletionStage<RemoteJob> submit(UpscaleRequest request, RemoteJob soFar, SubmitContext context) {
        return noted(Verb.SUBMIT, provider.submit(request, soFar, context));
    }

    @Override
    public boolean isResumable(RemoteJob soFar) {
        return provider.isResumable(soFar);
    }

    @Override
    public CompletionStage<RemoteStatus> check(RemoteJob job) {
        polls.increment();
        return noted(Verb.CHECK, provider.check(job));
    }

    @Override
    public int taskSize() {
        return provider.taskSize();
    }

    @Override
    public @Nullable String taskKind(UpscaleRequest request) {
        return provider.taskKind(request);
    }

    @Override
    public CompletionStage<List<RemoteJob>> submitAll(List<UpscaleRequest> requests) {
        return noted(Verb.SUBMIT, provider.submitAll(requests));
    }

    @Override
    public boolean isShared(RemoteJob job) {
        return provider.isShared(job);
    }

    @Override
    public CompletionStage<List<RemoteStatus>> checkAll(List<RemoteJob> jobs) {
        polls.increment();
        return noted(Verb.CHECK, provider.checkAll(jobs));
    }

    @Override
    public CompletionStage<Void> download(RemoteJob job, RemoteResult result, Path target) {
        return noted(Verb.DOWNLOAD, provider.download(job, result, target));
    }

    @Override
    public CompletionStage<Void> cancel(RemoteJob job) {
        return noted(Verb.CANCEL, provider.cancel(job));
    }

    @Override
    public CompletionStage<Void> discard(RemoteJob job) {
        return noted(Verb.DISCARD, provider.discard(job));
    }

    @Override
    public CompletionStage<StatusPage> list(@Nullable String cursor) {
        polls.increment();
        return noted(Verb.LIST, provider.list(cursor));
    }

    @Override
    public CompletionStage<Lookup> lookUp(UpscaleRequest request, RemoteJob soFar, String key, Instant since) {
        return noted(Verb.LOOK_UP, provider.lookUp(request, soFar, key, since));
    }

    @Override
    public CompletionStage<Estimate> estimate(UpscaleRequest request) {
        return noted(Verb.ESTIMATE, provider.estimate(request));
    }

    @Override
    public CompletionStage<Estimates> estimateAll(List<UpscaleRequest> requests) {
        return noted(Verb.ESTIMATE, provider.estimateAll(requests));
    }

    @Override
    public CompletionStage<Balance> balance() {
        return noted(Verb.BALANCE, provider.balance());
    }

    @Override
    public void close() {
        provider.close();
    }

    private <T> CompletionStage<T> noted(Verb verb, CompletionStage<T> call) {
        return call.whenComplete((answer, error) -> {
            if (error == null) {
                succeeded(verb);
            } else {
                failed(verb, error);
            }
        });
    }

    private void succeeded(Verb verb) {
        silence.set(null);
        if (verb == Verb.SUBMIT) {
            refusals.clear();
        } else {
            refusals.remove(verb); // it may be allowed to look, and still not to buy
        }
    }

    private void failed(Verb verb, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!(cause instanceof ProviderException failure)) {
            return;
        }
        Refusal refusal =
                new Refusal(FailureReason.of(failure.kind()), String.valueOf(failure.getMessage()), timer.now());
        switch (failure.kind()) {
            case UNAUTHORIZED, OUT_OF_CREDITS -> {
                silence.set(null);
                refusals.put(verb, refusal);
            }
            // who says when to come again is there
            case UNAVAILABLE ->
                silence.updateAndGet(first -> failure.retryAfter() != null ? null : first == null ? refusal : first);
            case OUTCOME_UNKNOWN -> {} // it may have been answered
            default -> silence.set(null);
        }
    }
}
