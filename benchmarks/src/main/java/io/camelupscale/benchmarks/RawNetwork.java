package io.camelupscale.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Nothing but {@code OrtSession.run}: once, or on as many threads as the pipeline has, over and over on the same tile. */
final class RawNetwork implements AutoCloseable {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int scale;

    RawNetwork(String model, int scale) throws OrtException, IOException {
        this.scale = scale;
        try (InputStream in = RawNetwork.class.getResourceAsStream(
                        "/io/camelupscale/localupscale/models/" + model + ".onnx");
                OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(in.readAllBytes(), options);
        }
    }

    /** Source pixels per second. */
    double pixelsPerSecond(int threads, int side, double seconds) throws InterruptedException {
        AtomicLong runs = new AtomicLong();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch done = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                try {
                    repeat(side, start + (long) (seconds * 1e9), runs);
                } catch (OrtException e) {
                    throw new IllegalStateException(e);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        double took = (System.nanoTime() - start) / 1e9;
        pool.shutdown();
        return runs.get() * (double) side * side / took;
    }

    /** One tile, planar RGB in direct buffers. */
    void run(FloatBuffer input, int width, int height, FloatBuffer output) throws OrtException {
        int values = 3 * width * height;
        try (OnnxTensor tile =
                        OnnxTensor.createTensor(environment, input.slice(0, values), new long[] {1, 3, height, width});
                OnnxTensor result =
                        OnnxTensor.createTensor(environment, output.slice(0, values * scale * scale), new long[] {
                            1, 3, (long) height * scale, (long) width * scale
                        })) {
            String in = session.getInputNames().iterator().next();
            String out = session.getOutputNames().iterator().next();
            session.run(Map.of(in, tile), Set.of(), Map.of(out, result)).close();
        }
    }

    private void repeat(int side, long until, AtomicLong runs) throws OrtException {
        FloatBuffer input = floats(3 * side * side);
        for (int i = 0; i < input.capacity(); i++) {
            input.put(i, i % 255 / 255f);
        }
        FloatBuffer output = floats(3 * side * side * scale * scale);
        String in = session.getInputNames().iterator().next();
        String out = session.getOutputNames().iterator().next();
        try (OnnxTensor tile = OnnxTensor.createTensor(environment, input, new long[] {1, 3, side, side});
                OnnxTensor result = OnnxTensor.createTensor(
                        environment, output, new long[] {1, 3, (long) side * scale, (long) side * scale})) {
            while (System.nanoTime() < until) {
                session.run(Map.of(in, tile), Set.of(), Map.of(out, result)).close();
                runs.incrementAndGet();
            }
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
