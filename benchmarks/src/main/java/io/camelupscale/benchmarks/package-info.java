/** Measurements; see {@code benchmarks/README.md} for what they showed and how to repeat them. */
@NullMarked
package io.camelupscale.benchmarks;

import org.jspecify.annotations.NullMarked;
