package io.camelupscale.localupscale.service;

import io.camelupscale.spi.UpscaleRequest;
import io.camelupscale.spi.UpscaleSpec;
import io.camelupscale.test.localservice.contract.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a service is asked for in these tests: pictures of 8 by 6 pixels. */
final class Requests {

    private Requests() {}

    static UpscaleSpec spec(int scale, @Nullable String model, @Nullable String format) {
        return new UpscaleSpec("image", scale, model, format, Map.of());
    }

    /** Twice as large, of a picture in the format of its name. */
    static UpscaleRequest twice(Path folder, String name) throws IOException {
        return request(folder, name, spec(2, null, null));
    }

    static UpscaleRequest request(Path folder, String name, UpscaleSpec spec) throws IOException {
        return request(folder, name, Sources.picture(name.substring(name.lastIndexOf('.') + 1), 8, 6), spec);
    }

    static UpscaleRequest request(Path folder, String name, byte[] picture, UpscaleSpec spec) throws IOException {
        return new UpscaleRequest(Files.write(folder.resolve(name), picture), null, spec);
    }
}
