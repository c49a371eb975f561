package io.camelupscale.examples.upscaleservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import io.camelupscale.test.localservice.contract.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the README says can be done. */
class ReadmeTest {

    private static final Pattern SCRIPT = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SETTING = Pattern.compile("\\| `-D(\\w+)=");

    @RegisterExtension
    static final ServiceExtension SERVICE = new ServiceExtension();

    @TempDir
    Path folder;

    private final String readme = Files.readString(Path.of("README.md"));

    ReadmeTest() throws IOException {}

    @Test
    void theCommandsOfTheReadmeWork() throws Exception {
        assumeTrue(runs("bash -c true") == 0 && runs("curl --version") == 0, "bash and curl are needed");
        Files.write(folder.resolve("photo.png"), Sources.picture("png", 8, 6));
        Matcher script = SCRIPT.matcher(readme);
        assertThat(script.find()).isTrue();
        Path file = Files.writeString(
                folder.resolve("script"),
                script.group(1).replace("http://127.0.0.1:8089", SERVICE.url("").toString()));

        assertThat(runs("bash -eu " + file)).isZero();

        assertThat(ImageInfo.read(folder.resolve("large.png"))).isEqualTo(new ImageInfo(ImageFormat.PNG, 16, 12, 1));
    }

    @Test
    void everySettingOfTheReadmeIsPassedOnByMaven() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher setting = SETTING.matcher(readme);
        int settings = 0;
        while (setting.find()) {
            assertThat(pom).containsPattern("<" + setting.group(1) + "/?>").contains("${" + setting.group(1) + "}");
            settings++;
        }
        assertThat(settings).isGreaterThan(10);
    }

    private int runs(String command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command.split(" "))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1; // there is no such program
        }
    }
}
