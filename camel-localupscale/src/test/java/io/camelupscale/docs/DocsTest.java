package io.camelupscale.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** With {@code -Ddocs.update} it writes the pages instead of comparing them. */
class DocsTest {

    private static final boolean UPDATE = System.getProperty("docs.update") != null;

    static Stream<Page> pages() {
        return Page.all();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void tablesAndExamplesAreThoseOfTheCode(Page page) throws IOException {
        if (UPDATE) {
            Files.writeString(page.file(), page.upToDate());
        }
        assertThat(page.text())
                .as("%s is out of date: run the command of CONTRIBUTING.md", page)
                .isEqualTo(page.upToDate());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Page page) {
        assertThat(page.linked()).allSatisfy(file -> assertThat(file).exists());
    }
}
