package io.camelupscale.localupscale.engine;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.media.ImageInfo;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Upscales one picture in a JVM of its own: ENGINE SOURCE TARGET SCALE MODEL TILE. Ends with 3 if the engine refuses. */
final class EngineMain {

    private static final Logger LOG = LoggerFactory.getLogger(EngineMain.class);

    private EngineMain() {}

    public static void main(String[] args) throws Exception {
        Engine engine = Engine.valueOf(args[0]);
        Path target = Path.of(args[2]);
        String name = target.toString();
        ImageFormat format =
                ImageFormat.byName(name.substring(name.lastIndexOf('.') + 1)).orElseThrow();
        UpscaleOptions options = UpscaleOptions.of(Integer.parseInt(args[3]), format)
                .withModel(args[4])
                .withTiles(Integer.parseInt(args[5]), 0);
        long start = System.nanoTime();
        try (ImageUpscaler upscaler = new ImageUpscaler(new EngineOptions(engine, Device.AUTO, 2))) {
            System.out.println(upscaler.engine());
            upscaler.upscale(Path.of(args[1]), target, options);
        } catch (EngineException e) {
            LOG.error("refused", e);
            System.err.println(e.getMessage());
            System.exit(3);
        }
        ImageInfo result = ImageInfo.read(target);
        LOG.info(
                "{} x {} in {} ms",
                result.width(),
                result.height(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }
}
