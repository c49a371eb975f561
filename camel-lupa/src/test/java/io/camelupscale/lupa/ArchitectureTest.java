package io.camelupscale.lupa;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.camelupscale.lupa");

    @Test
    void thisProviderKnowsNoOther() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelupscale.(localupscale|upscayl|topaz|test)..")
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
                .resideInAPackage("io.camelupscale.lupa.image..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "io.camelupscale", "io.camelupscale.lupa")
                .check(MODULE);
    }
}
