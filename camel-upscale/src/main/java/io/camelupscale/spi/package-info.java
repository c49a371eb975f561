/** What a provider implements, and the values it is handed: no Camel type and no thread appears here. */
@NullMarked
package io.camelupscale.spi;

import org.jspecify.annotations.NullMarked;
