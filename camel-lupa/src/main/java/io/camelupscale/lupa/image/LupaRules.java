package io.camelupscale.lupa.image;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.List;

/** What Lupa does not take, as far as that is known: refused here before anything is sent. */
final class LupaRules {

    private static final List<Integer> SCALES = List.of(2, 4, 6);
    private static final int MOST_CREATIVE = 10;

    private LupaRules() {}

    /** @throws ProviderException {@code REJECTED} with a message that names the option */
    static void check(UpscaleSpec spec, Wire wire) {
        LupaSettings settings = LupaSettings.of(spec);
        if (!SCALES.contains(spec.scale())) {
            throw rejected("scale=%d is none of 2, 4 and 6, which Lupa makes", spec.scale());
        }
        if (Math.abs(settings.creativity()) > MOST_CREATIVE) {
            throw rejected("creativity=%d is not in -10 to 10", settings.creativity());
        }
        if (spec.model() != null) {
            throw rejected("model=%s: Lupa has no models to choose from, only mode", spec.model());
        }
        if (spec.outputFormat() != null) {
            throw rejected("outputFormat=%s: Lupa cannot be told the format of a result", spec.outputFormat());
        }
        if (settings.more().containsKey(wire.get(WireName.IMAGE))) {
            throw rejected("setting.%s is no setting, but the source", wire.get(WireName.IMAGE));
        }
    }

    private static ProviderException rejected(String why, Object... values) {
        return new ProviderException(Kind.REJECTED, why.formatted(values));
    }
}
