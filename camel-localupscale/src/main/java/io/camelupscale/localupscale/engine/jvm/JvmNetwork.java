package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.Cancellation;
import io.camelupscale.localupscale.engine.ModelException;
import io.camelupscale.localupscale.engine.Network;
import io.camelupscale.localupscale.engine.UnsupportedModelException;
import io.camelupscale.localupscale.engine.UpscaleOptions;
import java.lang.ref.SoftReference;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A network in plain Java. Buffers may be direct or not. The result does not depend on the kernels, bit by bit. */
public final class JvmNetwork implements Network {

    private final Plan plan;
    private final Kernels kernels;
    /** At most one for each thread; given up where memory is short. */
    private final ConcurrentLinkedDeque<SoftReference<Workspace>> idle = new ConcurrentLinkedDeque<>();

    private JvmNetwork(Plan plan, Kernels kernels) {
        this.plan = plan;
        this.kernels = kernels;
    }

    /**
     * Reads a model.
     *
     * @param name  for messages
     * @param model an ONNX file
     * @throws UnsupportedModelException if it is of a structure that this package does not know
     * @throws ModelException            if it is no ONNX file, or damaged
     */
    public static JvmNetwork load(String name, byte[] model, Kernels kernels) {
        try {
            return new JvmNetwork(Plan.of(ChainReader.read(name, OnnxGraph.read(model)), kernels), kernels);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelException("model '%s' cannot be loaded: %s".formatted(name, e.getMessage()), e);
        }
    }

    @Override
    public int scale() {
        return plan.scale();
    }

    @Override
    public Optional<TileSize> fixedInput() {
        return Optional.empty();
    }

    /** Wide, for the sake of less overlap: block by block as it is run, a tile is none the slower for its size. */
    @Override
    public TileSize bestTile() {
        return new TileSize(3 * UpscaleOptions.DEFAULT_TILE_SIZE, UpscaleOptions.DEFAULT_TILE_SIZE);
    }

    @Override
    public long heapBytes(int width, int height) {
        return Workspace.bytes(plan, width + 2 * plan.edge(), height + 2 * plan.edge());
    }

    @Override
    public void run(
            FloatBuffer input, int width, int height, Margins margins, FloatBuffer output, Cancellation cancellation) {
        Workspace space = workspace(width + 2 * plan.edge(), height + 2 * plan.edge());
        new BlockRun(plan, kernels, space, margins, output).run(input, cancellation);
        idle.push(new SoftReference<>(space));
    }

    private Workspace workspace(int width, int height) {
        SoftReference<Workspace> reference = idle.poll();
        Workspace space = reference == null ? null : reference.get();
        return space == null ? new Workspace(plan, width, height) : space.resized(plan, width, height);
    }

    @Override
    public void close() {
        idle.clear();
    }
}
