package io.camelupscale.topaz;

import io.camelupscale.UpscaleConstants;

/** The headers of this component: those that every provider has. */
public final class TopazConstants extends UpscaleConstants {

    private TopazConstants() {}
}
