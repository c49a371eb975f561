package io.camelupscale.lupa.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.lupa.image.WireName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WireTableTest {

    @Test
    void thePageHasEachNameWithItsDefault() throws IOException {
        String rows = Arrays.stream(WireName.values())
                .map(name ->
                        "| `wire.%s` | `%s` | %s |\n".formatted(name.option(), name.defaultValue(), name.description()))
                .collect(Collectors.joining());

        assertThat(Files.readString(Path.of("../docs/lupa.md")).replace("\r\n", "\n"))
                .contains(rows);
    }
}
