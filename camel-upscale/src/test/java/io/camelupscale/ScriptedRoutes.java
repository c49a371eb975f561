package io.camelupscale;

import io.camelupscale.testprovider.ScriptedComponent;
import io.camelupscale.testprovider.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A Camel context with the provider {@code scripted}, for tests of routes. */
abstract class ScriptedRoutes {

    @TempDir
    Path folder;

    final ScriptedProvider provider = new ScriptedProvider(true).hint();
    final DefaultCamelContext context = new DefaultCamelContext();
    ProducerTemplate template;

    @BeforeEach
    void prepare() {
        context.addComponent("scripted", new ScriptedComponent(provider));
        context.getComponent("upscale", UpscaleComponent.class)
                .setWorkDirectory(folder.resolve("work").toString());
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    Exchange send(String to, Object body, Map<String, Object> headers) {
        return template.request(to, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    Exchange send(String to, Object body) {
        return send(to, body, Map.of());
    }

    MockEndpoint mock(String name) {
        return context.getEndpoint("mock:" + name, MockEndpoint.class);
    }

    /** A picture of that width: another width makes another job. */
    Path picture(String name, int width) {
        try {
            Path file = folder.resolve(name);
            ImageIO.write(new BufferedImage(width, 3, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Path picture() {
        return picture("a.png", 4);
    }
}
