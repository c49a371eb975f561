package io.camelupscale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.UpscaleComponent;
import io.camelupscale.UpscaleConfiguration;
import io.camelupscale.localupscale.LocalUpscaleConfiguration;
import io.camelupscale.lupa.LupaConfiguration;
import io.camelupscale.topaz.TopazConfiguration;
import io.camelupscale.upscayl.UpscaylConfiguration;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A default stands in the annotation, for people, and in the field, for the program. */
class DefaultsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    @Test
    void documentedDefaultsOfTheSharedOptionsAreTrue() throws Exception {
        assertDefaults(configured(ComponentMetadata.of("upscale")), new UpscaleConfiguration());
    }

    @Test
    void documentedDefaultsOfTheEmbeddedEngineAreTrue() throws Exception {
        assertDefaults(configured(ComponentMetadata.of("localupscale")), new LocalUpscaleConfiguration());
    }

    @Test
    void documentedDefaultsOfTopazAreTrue() throws Exception {
        assertDefaults(configured(ComponentMetadata.of("topaz")), new TopazConfiguration());
    }

    @Test
    void documentedDefaultsOfUpscaylAreTrue() throws Exception {
        assertDefaults(configured(ComponentMetadata.of("upscayl")), new UpscaylConfiguration());
    }

    @Test
    void documentedDefaultsOfLupaAreTrue() throws Exception {
        assertDefaults(configured(ComponentMetadata.of("lupa")), new LupaConfiguration());
    }

    @Test
    void documentedDefaultsOfTheComponentAreTrue() throws Exception {
        assertDefaults(ComponentMetadata.of("upscale").componentOptions(), new UpscaleComponent());
    }

    private void assertDefaults(List<? extends BaseOptionModel> options, Object fresh) throws Exception {
        assertThat(options).isNotEmpty();
        for (BaseOptionModel option : options) {
            Object actual = property(fresh, option.getName()).getReadMethod().invoke(fresh);
            assertThat(actual).as(option.getName()).isEqualTo(documented(option, actual));
        }
    }

    private Object documented(BaseOptionModel option, Object actual) {
        Object documented = option.getDefaultValue();
        if (option.isMultiValue()) {
            return Map.of();
        }
        if (documented == null || actual == null) {
            return documented;
        }
        return "duration".equals(option.getType())
                ? (Object) TimeUtils.toMilliSeconds(documented.toString())
                : context.getTypeConverter().convertTo(actual.getClass(), documented);
    }

    /** Those that are kept in the configuration: all but the path. */
    private static List<? extends BaseOptionModel> configured(ComponentMetadata component) {
        return component.endpointOptions().stream()
                .filter(option -> option.getConfigurationClass() != null)
                .toList();
    }

    private static PropertyDescriptor property(Object bean, String name) throws Exception {
        return Arrays.stream(Introspector.getBeanInfo(bean.getClass()).getPropertyDescriptors())
                .filter(property -> property.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
