/** What it costs when jobs wait: the contestants, the service they wait for, and what measures them. */
@NullMarked
package io.camelupscale.benchmarks.waiting;

import org.jspecify.annotations.NullMarked;
