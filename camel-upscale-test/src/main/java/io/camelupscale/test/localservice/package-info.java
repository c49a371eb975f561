/** The Image Upscale Service, which runs on a machine of one's own. */
@NullMarked
package io.camelupscale.test.localservice;

import org.jspecify.annotations.NullMarked;
