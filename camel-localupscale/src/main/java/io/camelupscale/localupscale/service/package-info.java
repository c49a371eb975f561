/** The Image Upscale Service on another machine as a provider. No Camel type appears here. */
@NullMarked
package io.camelupscale.localupscale.service;

import org.jspecify.annotations.NullMarked;
