/**
 * Networks of 3 x 3 convolutions in plain Java, without native code. Start at
 * {@link io.camelupscale.localupscale.engine.jvm.JvmNetwork}.
 */
@NullMarked
package io.camelupscale.localupscale.engine.jvm;

import org.jspecify.annotations.NullMarked;
