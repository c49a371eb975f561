package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkDirectoryTest {

    @TempDir
    Path root;

    @Test
    void severalShareOneFolderWithoutTouchingEachOther() throws IOException {
        try (WorkDirectory first = WorkDirectory.open(root)) {
            Path file = Files.createFile(first.newFile(".part"));
            try (WorkDirectory second = WorkDirectory.open(root)) {
                assertThat(second.newFile("").getParent()).isNotEqualTo(file.getParent());
            }
            assertThat(file).exists();
        }
        assertThat(folders()).isZero();
    }

    @Test
    void whatAKilledProcessLeftIsCleared() throws IOException {
        Path left = Files.createDirectories(root.resolve("run-1-2-3/deeper"));
        Files.writeString(left.resolve("file"), "result");

        WorkDirectory.open(root).close();

        assertThat(folders()).isZero();
    }

    @Test
    void whatIsNotOursStays() throws IOException {
        Files.createDirectory(root.resolve("somebody's"));

        WorkDirectory.open(root).close();

        assertThat(root.resolve("somebody's")).exists();
    }

    private long folders() throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(folder -> folder.getFileName().toString().startsWith("run-"))
                    .count();
        }
    }
}
