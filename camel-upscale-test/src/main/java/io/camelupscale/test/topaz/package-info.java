/** The Image, Video and Account APIs of Topaz Labs, simulated. */
@NullMarked
package io.camelupscale.test.topaz;

import org.jspecify.annotations.NullMarked;
