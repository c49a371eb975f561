package io.camelupscale.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses MODULE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.camelupscale.test");

    @Test
    void theServerKnowsNothingOfJobs() {
        noClasses()
                .that()
                .resideInAPackage("io.camelupscale.test.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelupscale.test.(meter|fault|service)..", "io.camelupscale.(spi|job)..")
                .check(MODULE);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(MODULE);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching("io.camelupscale.test.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MODULE);
    }
}
