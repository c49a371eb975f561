/** Reads vendors' OpenAPI files, and holds JSON and forms against them. */
@NullMarked
package io.camelupscale.test.contract;

import org.jspecify.annotations.NullMarked;
