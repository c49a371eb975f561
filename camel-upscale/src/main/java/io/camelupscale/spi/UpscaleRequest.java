package io.camelupscale.spi;

import java.nio.file.Path;

/**
 * What to make: one source, and how to upscale it.
 *
 * @param source     the source file; it stays as it is until the job has ended
 * @param sourceName the source's own name, possibly with folders, for messages and for the result's name
 */
public record UpscaleRequest(Path source, String sourceName, UpscaleSpec spec) {}
