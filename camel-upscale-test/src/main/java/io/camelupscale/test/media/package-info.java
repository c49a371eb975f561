/** Videos for tests, made without any tool. */
@NullMarked
package io.camelupscale.test.media;

import org.jspecify.annotations.NullMarked;
