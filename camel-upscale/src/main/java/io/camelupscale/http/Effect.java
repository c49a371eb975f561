package io.camelupscale.http;

import io.camelupscale.spi.ProviderException.Kind;

/** What it means if a call's answer is lost. */
public enum Effect {
    /** The call starts something, and perhaps costs money: a lost answer is {@link Kind#OUTCOME_UNKNOWN}. */
    SUBMIT(Kind.OUTCOME_UNKNOWN),
    /** Making the call again does no harm: a lost answer is {@link Kind#UNAVAILABLE}. */
    REPEATABLE(Kind.UNAVAILABLE);

    private final Kind lost;

    Effect(Kind lost) {
        this.lost = lost;
    }

    Kind lost() {
        return lost;
    }
}
