package io.camelupscale.localupscale.engine;

import io.camelupscale.localupscale.engine.jvm.JvmEngine;

/** Whether the Java engine can use the Vector API. */
enum VectorApi {
    READY(""),
    NO_MODULE("start the JVM with --add-modules=jdk.incubator.vector"),
    /** Without the optimizing compiler the API is slower than plain Java by orders of magnitude. */
    NO_COMPILER("start the JVM without -XX:TieredStopAtLevel and -Xint"),
    NO_VECTORS("this processor has none that Java can use");

    private final String remedy;

    VectorApi(String remedy) {
        this.remedy = remedy;
    }

    /** What would make it ready, for people. */
    String remedy() {
        return remedy;
    }

    static VectorApi find() {
        return of(
                ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent(),
                String.valueOf(System.getProperty("java.vm.info")));
    }

    private static VectorApi of(boolean module, String vmInfo) {
        if (!module) {
            return NO_MODULE;
        }
        if (vmInfo.contains("interpreted mode") || vmInfo.contains("emulated-client")) {
            return NO_COMPILER;
        }
        return JvmEngine.vector().isPresent() ? READY : NO_VECTORS;
    }
}
