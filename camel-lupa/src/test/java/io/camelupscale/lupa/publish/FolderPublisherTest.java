package io.camelupscale.lupa.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderPublisherTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"https://web.example/pictures", "https://web.example/pictures/"})
    void aFileThatIsPublishedAgainTakesThePlaceOfTheFirst(String url) throws Exception {
        Path served = Files.createDirectory(folder.resolve("served"));
        SourcePublisher publisher = new FolderPublisher(served, URI.create(url));

        publisher.publish(file("first"), "x.png");
        URI published = publisher.publish(file("second"), "x.png");

        assertThat(published).isEqualTo(URI.create("https://web.example/pictures/x.png"));
        assertThat(served.resolve("x.png")).hasContent("second");
        assertThat(served.toFile().list()).containsExactly("x.png");
    }

    @Test
    void whatWasNeverPublishedCanBeWithdrawn() throws Exception {
        SourcePublisher publisher = new FolderPublisher(folder, URI.create("https://web.example"));

        publisher.publish(file("first"), "x.png");
        publisher.withdraw("x.png");
        publisher.withdraw("x.png");

        assertThat(folder.resolve("x.png")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoneAndAUrlThatIsNoneAreRefused() {
        assertThatThrownBy(() -> new FolderPublisher(folder.resolve("none"), URI.create("https://web.example")))
                .hasMessageContaining("publicFolder=");
        assertThatThrownBy(() -> new FolderPublisher(folder, URI.create("web.example")))
                .hasMessageContaining("publicUrl");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("source.png"), content);
    }
}
