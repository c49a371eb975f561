/** Holds exchanges with Topaz Labs, or what simulates them, against the vendor's OpenAPI files. */
@NullMarked
package io.camelupscale.test.topaz.contract;

import org.jspecify.annotations.NullMarked;
