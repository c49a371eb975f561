/**
 * A super-resolution engine inside this JVM: decode, run a network tile by tile, encode, in bounded memory. Start at
 * {@link io.camelupscale.localupscale.engine.ImageUpscaler}.
 */
@NullMarked
package io.camelupscale.localupscale.engine;

import org.jspecify.annotations.NullMarked;
