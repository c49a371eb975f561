/** What the components need to know of picture and video files: formats and headers. */
@NullMarked
package io.camelupscale.media;

import org.jspecify.annotations.NullMarked;
