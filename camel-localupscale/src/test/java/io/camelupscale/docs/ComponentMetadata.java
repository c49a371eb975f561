package io.camelupscale.docs;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/** What the generator wrote down about a component, as it is found on the class path. */
record ComponentMetadata(ComponentModel model) {

    private static final List<String> OF_EVERY_COMPONENT = List.of(
            "lazyStartProducer", "autowiredEnabled", "bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    static ComponentMetadata of(String scheme) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            String json = context.getComponentParameterJsonSchema(scheme);
            if (json == null) {
                throw new IllegalArgumentException("no component '" + scheme + "' on the class path");
            }
            return new ComponentMetadata(JsonMapper.generateComponentModel(json));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the URI, without those that Camel gives to every endpoint. */
    List<ComponentModel.EndpointOptionModel> endpointOptions() {
        return model.getEndpointOptions().stream().filter(own()).toList();
    }

    /** Of the component alone, not of its endpoints too. */
    List<ComponentModel.ComponentOptionModel> componentOptions() {
        List<String> shared =
                endpointOptions().stream().map(BaseOptionModel::getName).toList();
        return model.getComponentOptions().stream()
                .filter(own())
                .filter(option -> !shared.contains(option.getName()))
                .toList();
    }

    List<ComponentModel.EndpointHeaderModel> headers() {
        return model.getEndpointHeaders();
    }

    private static Predicate<BaseOptionModel> own() {
        return option -> !OF_EVERY_COMPONENT.contains(option.getName());
    }
}
