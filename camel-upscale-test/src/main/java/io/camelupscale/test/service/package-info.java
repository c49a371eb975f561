/** The parts that simulated services are put together from. */
@NullMarked
package io.camelupscale.test.service;

import org.jspecify.annotations.NullMarked;
