package io.camelupscale.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a job may take, and what is done when things go wrong.
 *
 * @param queueTimeout from when it became known until the provider begins with it
 * @param jobTimeout   from when the provider began with it until it is finished
 * @param onTimeout    what becomes of a job at its provider when its time is up
 * @param onInDoubt    null for what suits the provider: to fail where a submit may cost money, else to resubmit
 */
public record JobPolicy(
        Duration queueTimeout, Duration jobTimeout, OnTimeout onTimeout, @Nullable OnInDoubt onInDoubt) {

    boolean resubmits(boolean paid) {
        return onInDoubt == null ? !paid : onInDoubt == OnInDoubt.RESUBMIT;
    }
}
