/** Holds exchanges with Upscayl Cloud, or what simulates it, against the vendor's OpenAPI files. */
@NullMarked
package io.camelupscale.test.upscayl.contract;

import org.jspecify.annotations.NullMarked;
