/** Simulated services over real HTTP on loopback, for tests of routes and providers. */
@NullMarked
package io.camelupscale.test;

import org.jspecify.annotations.NullMarked;
