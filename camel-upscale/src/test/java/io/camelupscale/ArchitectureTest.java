package io.camelupscale;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String SURFACE = "io.camelupscale";
    private static final String SPI = "io.camelupscale.spi..";
    private static final String ENGINE = "io.camelupscale.job..";
    private static final String MEDIA = "io.camelupscale.media..";
    private static final String HTTP = "io.camelupscale.http..";
    private static final String CAMEL = "org.apache.camel..";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SURFACE);

    @Test
    void coreKnowsNoProvider() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.camelupscale.(localupscale|topaz|upscayl|lupa)..")
                .check(CORE);
    }

    @Test
    void theSpiKnowsNeitherCamelNorTheEngineNorThreads() {
        noClasses()
                .that()
                .resideInAPackage(SPI)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CAMEL, ENGINE, HTTP, SURFACE)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executor.class)
                .check(CORE);
    }

    @Test
    void mediaFilesAreReadWithoutKnowingWhatFor() {
        noClasses()
                .that()
                .resideInAPackage(MEDIA)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CAMEL, ENGINE, SPI, HTTP, SURFACE)
                .check(CORE);
    }

    @Test
    void theEngineKnowsNoCamel() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CAMEL, HTTP, SURFACE)
                .check(CORE);
    }

    @Test
    void httpKnowsNeitherCamelNorTheEngine() {
        noClasses()
                .that()
                .resideInAPackage(HTTP)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(CAMEL, ENGINE, MEDIA, SURFACE)
                .check(CORE);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CORE);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching("io.camelupscale.(*)..").should().beFreeOfCycles().check(CORE);
    }
}
