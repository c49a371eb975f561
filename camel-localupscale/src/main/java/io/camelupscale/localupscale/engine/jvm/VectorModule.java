package io.camelupscale.localupscale.engine.jvm;

import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The only door to the classes that need the module {@code jdk.incubator.vector}, without which they must not be loaded. */
final class VectorModule {

    private VectorModule() {}

    static Optional<Kernels> kernels() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Optional.empty();
        }
        try {
            return ServiceLoader.load(Kernels.class, Kernels.class.getClassLoader())
                    .findFirst();
        } catch (ServiceConfigurationError e) {
            return Optional.empty(); // vectors too short
        }
    }
}
