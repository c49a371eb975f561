package io.camelupscale.localupscale;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String PROVIDER = "io.camelupscale.localupscale..";
    private static final String ENGINE = "io.camelupscale.localupscale.engine..";

    private final JavaClasses module = new ClassFileImporter()
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
                .check(module);
    }

    @Test
    void thisProviderLeavesTimeAndRetriesToTheJobEngine() {
        noClasses()
                .that()
                .resideInAPackage(PROVIDER)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelupscale.job..")
                .check(module);
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
                .check(module);
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
                .check(module);
    }
}
