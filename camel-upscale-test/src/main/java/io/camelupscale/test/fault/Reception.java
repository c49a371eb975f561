package io.camelupscale.test.fault;

import io.camelupscale.job.JobTimer;
import io.camelupscale.test.http.HttpReply;
import io.camelupscale.test.http.HttpReply.Answer;
import io.camelupscale.test.http.ReplyBody;
import io.camelupscale.test.meter.Counters;
import io.camelupscale.test.meter.Operation;
import io.camelupscale.test.meter.RateLimit;
import io.camelupscale.test.meter.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts, limits and spoils each request on its way to what carries it out. */
public final class Reception {

    /** How a service answers a request that it refuses. */
    @FunctionalInterface
    public interface Refusals {

        Refusals PLAIN = status -> HttpReply.json(status, Map.of("error", "status " + status));

        Answer of(int status);
    }

    /** Carries a request out. */
    @FunctionalInterface
    public interface Call {
        /** @param fault what is to go wrong, for those that only the call itself can bring about; null for nothing */
        Answer answer(@Nullable Fault fault) throws IOException, InterruptedException;
    }

    private static final String GARBAGE = "<!doctype html><title>Welcome</title><p>It works!";

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);

    private final JobTimer time;
    private final FaultPlan faults;
    private final Counters counters;
    private final Map<Operation, RateLimiter> limiters = new EnumMap<>(Operation.class);

    /** @param limits by operation; one that is left out has none */
    public Reception(JobTimer time, FaultPlan faults, Counters counters, Map<Operation, RateLimit> limits) {
        this.time = time;
        this.faults = faults;
        this.counters = counters;
        limits.forEach((operation, limit) -> limiters.put(operation, new RateLimiter(limit)));
    }

    /**
     * Serves one request.
     *
     * @param names by which the job goes, its id first; empty where there is none yet
     */
    public HttpReply serve(Operation operation, List<String> names, Call call)
            throws IOException, InterruptedException {
        return serve(operation, names, Refusals.PLAIN, call);
    }

    /** The same for a service that refuses in its own words. */
    public HttpReply serve(Operation operation, List<String> names, Refusals refusals, Call call)
            throws IOException, InterruptedException {
        counters.arrived(operation, time.now());
        if (names.isEmpty()) {
            return spoiled(operation, names, refusals, call);
        }
        counters.began(operation, names.get(0));
        try {
            return spoiled(operation, names, refusals, call);
        } finally {
            counters.ended(operation, names.get(0));
        }
    }

    private HttpReply spoiled(Operation operation, List<String> names, Refusals refusals, Call call)
            throws IOException, InterruptedException {
        RateLimiter limiter = limiters.get(operation);
        Duration wait = limiter == null ? Duration.ZERO : limiter.request(time.now());
        if (!wait.isZero()) {
            counters.limit(operation);
            return refuse(refusals.of(429), wait, false);
        }
        Fault fault = faults.next(operation, names).orElse(null);
        if (fault instanceof Fault.Refusal refusal) {
            return refuse(refusals.of(refusal.status()), refusal.retryAfter(), refusal.asDate());
        }
        if (fault instanceof Fault.ResetBefore) {
            return new HttpReply.Reset();
        }
        if (fault instanceof Fault.Delay delay) {
            sleep(delay.duration());
        } else if (fault instanceof Fault.Held held) {
            held.hold().await();
        }
        return spoiled(call.answer(fault), fault);
    }

    private static HttpReply spoiled(Answer answer, @Nullable Fault fault) throws IOException, InterruptedException {
        if (fault instanceof Fault.ResetAfter) {
            return new HttpReply.Reset();
        }
        if (fault instanceof Fault.Garbage) {
            return HttpReply.text(200, "text/html", GARBAGE);
        }
        if (fault instanceof Fault.HalfBody) {
            return answer.with(half(answer.body()));
        }
        if (fault instanceof Fault.Truncation truncation) {
            return answer.with(truncated(answer.body(), truncation.bytes()));
        }
        return fault instanceof Fault.Stall stall ? answer.with(stalled(answer.body(), stall)) : answer;
    }

    private Answer refuse(Answer answer, @Nullable Duration retryAfter, boolean asDate) {
        if (retryAfter == null) {
            return answer;
        }
        long seconds = retryAfter.plusMillis(999).toSeconds();
        String value = asDate
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        time.now().plusSeconds(seconds).atOffset(ZoneOffset.UTC))
                : String.valueOf(seconds);
        return answer.with("Retry-After", value);
    }

    /** Holds the caller until so much time has passed on the service's clock. */
    private void sleep(Duration duration) throws InterruptedException {
        Hold hold = new Hold(LONGEST_DELAY);
        JobTimer.Alarm alarm = time.schedule(duration, hold::release);
        try {
            hold.await();
        } finally {
            alarm.cancel();
        }
    }

    private static ReplyBody half(ReplyBody body) throws IOException, InterruptedException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        body.writeTo(whole);
        return ReplyBody.of(Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
    }

    private static ReplyBody truncated(ReplyBody body, long bytes) {
        return ReplyBody.of(body.length(), out -> {
            try {
                body.writeTo(new Cut(out, bytes, null));
            } catch (Cut.Reached end) {
                out.flush();
            }
        });
    }

    private static ReplyBody stalled(ReplyBody body, Fault.Stall stall) {
        return ReplyBody.of(body.length(), out -> body.writeTo(new Cut(out, stall.bytes(), stall.hold())));
    }
}
