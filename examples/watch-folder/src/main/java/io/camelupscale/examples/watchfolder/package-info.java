/** The watch-folder example: the route is in {@code camel/watch-folder.camel.yaml}, and this starts and follows it. */
@NullMarked
package io.camelupscale.examples.watchfolder;

import org.jspecify.annotations.NullMarked;
