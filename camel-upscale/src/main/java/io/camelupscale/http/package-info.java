/** Calls, uploads and downloads of a provider whose service is reached over HTTP: blocking, and without Camel. */
@NullMarked
package io.camelupscale.http;

import org.jspecify.annotations.NullMarked;
