package io.camelupscale.localupscale;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String PROVIDER = "io.camelupscale.localupscale..";
    private static final String ENGINE = "io.camelupscale.localupscale.engine..";

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.camelupscale");

    @Test
    void thisProviderKnowsNoOther() {
        noClasses()
                .that()
                .resideInAPackage(PROVIDER)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelupscale.(topaz|upscayl|lupa)..")
                .check(MODULE);
    }

    @Test
    void thisProviderLeavesTimeAndRetriesToTheJobEngine() {
        noClasses()
                .that()
                .resideInAPackage(PROVIDER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelupscale.job..")
                .check(MODULE);
    }

    @Test
    void theClientOfServicesKnowsNeitherCamelNorTheEmbeddedEngine() {
        noClasses()
                .that()
                .resideInAPackage("io.camelupscale.localupscale.service..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel..",
                        "io.camelupscale",
                        "io.camelupscale.job..",
                        "io.camelupscale.localupscale",
                        ENGINE)
                .check(MODULE);
    }

    @Test
    void theEmbeddedEngineKnowsNeitherCamelNorJobs() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel..",
                        "io.camelupscale",
                        "io.camelupscale.job..",
                        "io.camelupscale.spi..",
                        "io.camelupscale.http..",
                        "io.camelupscale.localupscale",
                        "io.camelupscale.localupscale.service..")
                .check(MODULE);
    }

    @Test
    void onlyItsOwnPackageTouchesOnnxRuntime() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.camelupscale.localupscale.engine.onnx")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(MODULE);
    }

    @Test
    void theEnginesKnowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.camelupscale.localupscale.engine.jvm")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelupscale.localupscale.engine.onnx")
                .check(MODULE);
        noClasses()
                .that()
                .resideInAPackage("io.camelupscale.localupscale.engine.onnx")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelupscale.localupscale.engine.jvm")
                .check(MODULE);
    }
}
