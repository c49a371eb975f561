/** The component {@code localupscale}: a neural network in this JVM as an upscaling provider. */
@NullMarked
package io.camelupscale.localupscale;

import org.jspecify.annotations.NullMarked;
