/** Processes with routes that upscale, made to be killed: for the tests of providers. */
@NullMarked
package io.camelupscale.test.node;

import org.jspecify.annotations.NullMarked;
