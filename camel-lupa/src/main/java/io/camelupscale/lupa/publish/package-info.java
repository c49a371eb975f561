/** How pictures get to where a service can fetch them, and away from there. */
@NullMarked
package io.camelupscale.lupa.publish;

import org.jspecify.annotations.NullMarked;
