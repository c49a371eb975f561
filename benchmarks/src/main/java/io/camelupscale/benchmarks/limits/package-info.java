/** What it takes to find finished jobs where the service allows few questions. */
@NullMarked
package io.camelupscale.benchmarks.limits;

import org.jspecify.annotations.NullMarked;
