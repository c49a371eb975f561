/** What a simulated service counts and limits. */
@NullMarked
package io.camelupscale.test.meter;

import org.jspecify.annotations.NullMarked;
