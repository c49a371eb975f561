/** What an Image Upscale Service must do, and a client of it, whoever made them. */
@NullMarked
package io.camelupscale.test.localservice.contract;

import org.jspecify.annotations.NullMarked;
