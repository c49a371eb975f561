/** Upscayl Cloud as a provider. No Camel type appears here. */
@NullMarked
package io.camelupscale.upscayl.image;

import org.jspecify.annotations.NullMarked;
