package io.camelupscale.localupscale.engine.jvm;

import java.util.Optional;

/** The only door to the classes that need the module {@code jdk.incubator.vector}, without which they must not be loaded. */
final class VectorModule {

    private VectorModule() {}

    static Optional<Kernels> kernels() {
        return Optional.empty();
    }
}
