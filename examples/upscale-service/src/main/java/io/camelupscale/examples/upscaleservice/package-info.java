/** An example: the API of the local "Image Upscale Service", on the engine in this JVM. */
@NullMarked
package io.camelupscale.examples.upscaleservice;

import org.jspecify.annotations.NullMarked;
