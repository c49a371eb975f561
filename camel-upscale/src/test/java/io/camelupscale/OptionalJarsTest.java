package io.camelupscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.testprovider.ScriptedComponent;
import io.camelupscale.testprovider.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars that a user may leave out, left out: in a JVM of its own. */
class OptionalJarsTest {

    @TempDir
    Path folder;

    @Test
    void aRouteNeedsNeitherMicrometerNorCamelHealth() throws Exception {
        String jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.contains("micrometer") && !jar.contains("camel-health"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jars,
                        OptionalJarsTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.inputReader().lines()).endsWith("8 pixels wide; no health checks; no Micrometer");
        } finally {
            process.destroyForcibly();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("scripted", new ScriptedComponent(new ScriptedProvider(true).hint()));
            context.getComponent("upscale", UpscaleComponent.class)
                    .setWorkDirectory(folder.resolve("work").toString());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("upscale:scripted?scale=2");
                }
            });
            context.start();
            File source = folder.resolve("a.png").toFile();
            ImageIO.write(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB), "png", source);
            Exchange answer = context.createProducerTemplate()
                    .request("direct:in", exchange -> exchange.getMessage().setBody(source));
            System.out.println(answer.getMessage().getHeader(UpscaleConstants.RESULT_WIDTH) + " pixels wide; "
                    + (HealthCheckRegistry.get(context) == null ? "no health checks" : "health checks") + "; "
                    + (hasMicrometer() ? "Micrometer" : "no Micrometer"));
        }
    }

    private static boolean hasMicrometer() {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
