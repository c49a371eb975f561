package io.camelupscale.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a provider answers when it is asked how a job is getting on. */
public sealed interface RemoteStatus {

    /** Accepted, not begun: time spent here is not run time. */
    record Queued() implements RemoteStatus {}

    /**
     * Being worked on.
     *
     * @param progress 0 to 1; negative where the provider does not say
     * @param eta      the provider's own estimate of the time left; null where it gives none
     * @param detail   what else it says, for people; null where there is nothing
     */
    record Running(double progress, @Nullable Duration eta, @Nullable String detail) implements RemoteStatus {
        public Running(double progress) {
            this(progress, null);
        }

        public Running(double progress, @Nullable Duration eta) {
            this(progress, eta, null);
        }

        /** Without what is hardly ever told. */
        @Override
        public String toString() {
            return "Running[progress=" + progress + ", eta=" + eta
                    + (detail == null ? "]" : ", detail=" + detail + "]");
        }
    }

    /**
     * Finished, the result is there.
     *
     * @param credits what was charged; null where the provider does not say
     */
    record Done(RemoteResult result, @Nullable Double credits) implements RemoteStatus {
        public Done(RemoteResult result) {
            this(result, null);
        }
    }

    /**
     * Finished, and not charged for yet, which is a matter of moments: asked for once more, to know what it cost, unless the
     * account's other jobs need the rate.
     */
    record Unsettled(Done done) implements RemoteStatus {}

    /**
     * Ended without a result.
     *
     * @param code       the provider's own word or number for the reason
     * @param text       the reason for people
     * @param inputFault whether the source or an option is at fault, so that the same again would fail again
     */
    record Failed(String code, String text, boolean inputFault) implements RemoteStatus {}

    /**
     * Ended without a result, since the account could not pay for it.
     *
     * @param text the reason for people
     */
    record OutOfCredits(String text) implements RemoteStatus {}

    /** Ended because somebody cancelled it. */
    record Cancelled() implements RemoteStatus {}
}
