package io.camelupscale.localupscale.engine;

/**
 * What one engine may use.
 *
 * @param engine  what runs networks
 * @param device  where networks run
 * @param threads number of threads that run tiles, for all pictures together; 0 for one per available processor
 */
public record EngineOptions(Engine engine, Device device, int threads) {

    public EngineOptions {
        if (threads < 0) {
            throw new IllegalArgumentException("threads must not be negative: " + threads);
        }
        threads = threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** The fastest engine at hand, one thread per available processor. */
    public static EngineOptions defaults() {
        return new EngineOptions(Engine.AUTO, Device.AUTO, 0);
    }
}
