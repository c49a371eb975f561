package io.camelupscale.lupa;

import io.camelupscale.UpscaleConstants;
import org.apache.camel.spi.Metadata;

/** The headers of this component: those that every provider has, and two of its own. */
public final class LupaConstants extends UpscaleConstants {

    @Metadata(
            label = "producer",
            description = "How this picture is enlarged, standard or precision; overrides the option.",
            javaType = "String")
    public static final String MODE = "CamelLupaMode";

    @Metadata(
            label = "producer",
            description = "How much Lupa may invent in this picture, -10 to 10; overrides the option.",
            javaType = "Integer")
    public static final String CREATIVITY = "CamelLupaCreativity";

    private LupaConstants() {}
}
