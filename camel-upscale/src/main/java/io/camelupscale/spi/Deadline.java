package io.camelupscale.spi;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When the call to a provider that this thread makes should have ended, by the options {@code requestTimeout} and
 * {@code transferTimeout}. The engine does not wait longer for a stage that a provider has returned; a provider that blocks
 * has to keep to it itself. {@link io.camelupscale.http.ServiceClient} does, on the thread that the engine calls the provider on.
 */
public final class Deadline {

    private static final ThreadLocal<Long> END = new ThreadLocal<>(); // by System.nanoTime

    private Deadline() {}

    /**
     * Makes a call that should have ended in time.
     *
     * @param limit null for none
     */
    public static <T> T within(@Nullable Duration limit, Supplier<T> call) {
        if (limit == null) {
            return call.get();
        }
        END.set(System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit));
        try {
            return call.get();
        } finally {
            END.remove();
        }
    }

    /** What is left of the time: nothing or less if it is over, null if there is no limit. */
    public static @Nullable Duration left() {
        Long end = END.get();
        return end == null ? null : Duration.ofNanos(end - System.nanoTime());
    }

    /** Whether there is a limit, and no time left. */
    public static boolean isOver() {
        Duration left = left();
        return left != null && (left.isZero() || left.isNegative());
    }
}
