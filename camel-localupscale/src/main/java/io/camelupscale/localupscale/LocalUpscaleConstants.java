package io.camelupscale.localupscale;

import io.camelupscale.UpscaleConstants;

/** The headers of this component: those that every provider has. */
public final class LocalUpscaleConstants extends UpscaleConstants {

    private LocalUpscaleConstants() {}
}
