package io.camelupscale.localupscale.engine.jvm;

import io.camelupscale.localupscale.engine.Cancellation;
import io.camelupscale.localupscale.engine.Network;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs kernels on a made-up network and a small picture until the compiler has seen enough of them, so that the first
 * picture does not wait for it. Takes about a second of one core.
 */
public final class WarmUp implements Runnable {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;
    private static final int RUNS = 12;

    private final Kernels kernels;

    public WarmUp(Kernels kernels) {
        this.kernels = kernels;
    }

    @Override
    public void run() {
        List<Convolution> convolutions = new ArrayList<>();
        int[] channels = {3, 64, 64, 64, 48};
        for (int i = 0; i + 1 < channels.length; i++) {
            convolutions.add(grey(channels[i], channels[i + 1]));
        }
        Plan plan = Plan.of(new ConvolutionChain(convolutions, 0, 4, true), kernels);
        Workspace space = new Workspace(plan, WIDTH, HEIGHT);
        FloatBuffer input = FloatBuffer.allocate(3 * WIDTH * HEIGHT);
        FloatBuffer output = FloatBuffer.allocate(16 * input.capacity());
        for (int i = 0; i < RUNS; i++) {
            new BlockRun(plan, kernels, space, Network.Margins.NONE, output).run(input, new Cancellation());
        }
    }

    private static Convolution grey(int inputs, int outputs) {
        float[] slope = new float[outputs];
        Arrays.fill(slope, 0.5f);
        return new Convolution(
                inputs, outputs, new float[inputs * outputs * Convolution.TAPS], new float[outputs], slope, slope);
    }
}
