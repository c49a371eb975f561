/** What goes wrong at a simulated service, and when. */
@NullMarked
package io.camelupscale.test.fault;

import org.jspecify.annotations.NullMarked;
