package io.camelupscale.upscayl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.camelupscale.upscayl");

    @Test
    void thisProviderKnowsNoOther() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelupscale.(localupscale|topaz|lupa|test)..")
                .check(MODULE);
    }

    @Test
    void thisProviderLeavesTimeAndRetriesToTheJobEngine() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.camelupscale.job..")
                .check(MODULE);
    }

    @Test
    void theProviderKnowsNoCamel() {
        noClasses()
                .that()
                .resideInAPackage("io.camelupscale.upscayl.image..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "io.camelupscale", "io.camelupscale.upscayl")
                .check(MODULE);
    }
}
