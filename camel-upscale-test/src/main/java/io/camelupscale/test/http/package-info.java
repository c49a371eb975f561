/** A small HTTP/1.1 server that can also break off: what no real server lets one do. */
@NullMarked
package io.camelupscale.test.http;

import org.jspecify.annotations.NullMarked;
