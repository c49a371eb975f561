package io.camelupscale.localupscale.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The models of this engine: those in the jar and the user's. Each is loaded once, when first asked for. */
final class ModelLibrary implements AutoCloseable {

    private static final String FILE = "file:";
    private static final String FOLDER = "/io/camelupscale/localupscale/models/";
    private static final int UNKNOWN_OVERLAP = 32;
    /** Overlaps at which the largest seam is 1 of 255; measured against whole pictures. */
    private static final Map<String, Integer> BUNDLED = Map.of(
            "realesr-general-x4v3", 24,
            "realesr-animevideov3-x4", 18,
            "waifu2x-upconv7-x2", 7,
            "waifu2x-upconv7-x2-noise1", 7);

    private final NetworkEngine engine;
    private final int threads;
    private final long heap;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Loaded> loaded = new LinkedHashMap<>();
    private boolean closed;

    /**
     * @param threads that run networks
     * @param heap    bytes that networks may use, all threads together
     */
    ModelLibrary(NetworkEngine engine, int threads, long heap) {
        this.engine = engine;
        this.threads = threads;
        this.heap = heap;
    }

    /** A model with its network. */
    record Loaded(Model model, Network network, TileLimit limit) {}

    /** The faithful network where it is enough, else the one that draws sharp detail. */
    static String defaultFor(int scale) {
        return scale == 2 ? "waifu2x-upconv7-x2" : "realesr-general-x4v3";
    }

    /**
     * @throws ModelException              if there is no such model or it cannot be used
     * @throws InsufficientMemoryException if it does not fit into the heap
     */
    Loaded get(String name) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the engine is closed");
            }
            Loaded known = loaded.get(name);
            if (known == null) {
                known = load(name);
                loaded.put(name, known);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Loaded load(String name) {
        Network network = network(name);
        Model model = new Model(name, network.scale(), BUNDLED.getOrDefault(name, UNKNOWN_OVERLAP));
        return new Loaded(model, network, TileLimit.of(model, network, threads, heap));
    }

    private Network network(String name) {
        try {
            return engine.load(name, name.startsWith(FILE) ? userFile(name) : bundled(name));
        } catch (OutOfMemoryError e) {
            throw new InsufficientMemoryException(
                    "model '%s' does not fit into the heap, which has %d MB (-Xmx): %s"
                            .formatted(name, Runtime.getRuntime().maxMemory() >> 20, e.getMessage()),
                    e);
        }
    }

    private static byte[] userFile(String name) {
        try {
            // both of "file:models/a.onnx" and "file:///models/a.onnx"
            Path file = name.startsWith("file://") ? Path.of(URI.create(name)) : Path.of(name.substring(FILE.length()));
            return Files.readAllBytes(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException("model '%s' cannot be read: %s".formatted(name, e), e);
        }
    }

    private static byte[] bundled(String name) {
        if (!BUNDLED.containsKey(name)) {
            throw new ModelException("no model is named '%s'; there are %s, and file:PATH.onnx"
                    .formatted(name, BUNDLED.keySet().stream().sorted().toList()));
        }
        try (InputStream in = ModelLibrary.class.getResourceAsStream(FOLDER + name + ".onnx")) {
            if (in == null) {
                throw new ModelException("model '%s' is missing from the jar".formatted(name));
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            loaded.values().forEach(entry -> entry.network().close());
            loaded.clear();
        } finally {
            lock.unlock();
        }
    }
}
