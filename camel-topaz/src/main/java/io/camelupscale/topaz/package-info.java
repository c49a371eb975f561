/** The component {@code topaz}: images and videos with the API of Topaz Labs. */
@NullMarked
package io.camelupscale.topaz;

import org.jspecify.annotations.NullMarked;
