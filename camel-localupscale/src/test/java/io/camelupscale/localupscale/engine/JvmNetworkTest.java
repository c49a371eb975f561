package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import io.camelupscale.localupscale.engine.Network.Margins;
import io.camelupscale.localupscale.engine.jvm.JvmNetwork;
import io.camelupscale.localupscale.engine.jvm.Kernels;
import io.camelupscale.localupscale.engine.onnx.OnnxEngine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks in Java against the same in ONNX Runtime. */
class JvmNetworkTest {

    private static final Kernels SCALAR = Kernels.scalar();
    private static final Kernels VECTOR = Kernels.vector().orElseThrow();
    /** A fiftieth of a step of 8 bits. */
    private static final float CLOSE = 8e-5f;

    private final NetworkEngine runtime = OnnxEngine.onCpu();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "realesr-general-x4v3",
                "realesr-animevideov3-x4",
                "waifu2x-upconv7-x2",
                "waifu2x-upconv7-x2-noise1"
            })
    void aModelInTheJarMakesTheSamePixelsAsInOnnxRuntime(String name) throws IOException {
        try (Network java = JvmNetwork.load(name, model(name), VECTOR);
                Network onnx = runtime.load(name, model(name))) {
            assertThat(java.scale()).isEqualTo(onnx.scale());
            for (String photo : List.of("astronaut", "chelsea", "coffee")) {
                assertClose(java, onnx, photo(photo, 110, 71), 110, 71);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "7,5", "33,64", "48,65", "49,3", "97,130"})
    void anySizeWillDo(int width, int height) throws IOException {
        for (String name : List.of("realesr-animevideov3-x4", "waifu2x-upconv7-x2")) {
            try (Network java = JvmNetwork.load(name, model(name), VECTOR);
                    Network onnx = runtime.load(name, model(name))) {
                assertClose(java, onnx, photo("coffee", width, height), width, height);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"24,2,2", "8,5,3", "40,3,4", "100,2,1", "16,1,2"})
    void networksOfOtherSizesAreRecognised(int channels, int convolutions, int scale) {
        byte[] model = TinyOnnx.srvgg(channels, convolutions, scale);
        try (Network java = JvmNetwork.load("tiny", model, VECTOR);
                Network onnx = runtime.load("tiny", model)) {
            assertThat(java.scale()).isEqualTo(scale);
            assertClose(java, onnx, photo("astronaut", 61, 43), 61, 43);
        }
    }

    @Test
    void aLastConvolutionOfZerosGivesItsBias() {
        byte[] model = TinyOnnx.srvgg(24, 3, 2, 0);
        try (Network java = JvmNetwork.load("tiny", model, VECTOR);
                Network onnx = runtime.load("tiny", model)) {
            assertClose(java, onnx, photo("astronaut", 61, 43), 61, 43);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"realesr-animevideov3-x4", "waifu2x-upconv7-x2"})
    void allKernelsMakeTheSamePixels(String name) throws IOException {
        try (Network scalar = JvmNetwork.load(name, model(name), SCALAR);
                Network vector = JvmNetwork.load(name, model(name), VECTOR)) {
            FloatBuffer input = photo("chelsea", 53, 21);
            assertThat(run(scalar, input, 53, 21)).isEqualTo(run(vector, input, 53, 21));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"realesr-animevideov3-x4", "waifu2x-upconv7-x2"})
    void whatIsWantedIsTheSameAndMarginsAreLeftOut(String name) throws IOException {
        int width = 150;
        int height = 161;
        Margins margins = new Margins(18, 7, 60, 25);
        try (Network network = JvmNetwork.load(name, model(name), VECTOR)) {
            FloatBuffer input = photo("coffee", width, height);
            float[] whole = run(network, input, width, height);
            float[] part = run(network, input, width, height, margins);
            int scale = network.scale();
            for (int i = 0; i < whole.length; i++) {
                int x = i % (width * scale) / scale;
                int y = i / (width * scale) % (height * scale) / scale;
                boolean wanted = x >= margins.left()
                        && x < width - margins.right()
                        && y >= margins.top()
                        && y < height - margins.bottom();
                assertThat(part[i]).isCloseTo(wanted ? whole[i] : 0, within(wanted ? CLOSE : 0));
            }
        }
    }

    @Test
    void theResultDependsNeitherOnThreadsNorOnWhatWasMadeBefore() throws IOException {
        String name = "realesr-animevideov3-x4";
        try (Network network = JvmNetwork.load(name, model(name), VECTOR)) {
            FloatBuffer input = photo("coffee", 90, 70);
            float[] first = run(network, input, 90, 70);
            run(network, photo("astronaut", 130, 40), 130, 40);
            List<CompletableFuture<float[]>> others = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> run(network, input, 90, 70)))
                    .toList();
            assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo(first));
        }
    }

    @Test
    void buffersMayBeOnTheHeapAndTheRestOfThemIsLeftAlone() {
        try (Network network = JvmNetwork.load("tiny", TinyOnnx.srvgg(16, 2, 2), VECTOR)) {
            FloatBuffer output = FloatBuffer.allocate(3 * 10 * 4 * 4 + 1);
            output.put(output.capacity() - 1, 7);
            FloatBuffer input = FloatBuffer.wrap(new float[3 * 10 * 4]);
            network.run(input, 10, 4, Margins.NONE, output, new Cancellation());

            assertThat(output.get(output.capacity() - 1)).isEqualTo(7);
        }
    }

    @Test
    void aNetworkOfAnotherStructureIsRefusedByTheOperatorThatIsMissing() {
        assertThatThrownBy(() -> JvmNetwork.load("file:near.onnx", TinyOnnx.nearest(2), SCALAR))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("file:near.onnx")
                .hasMessageContaining("Conv");
        assertThatThrownBy(() -> JvmNetwork.load("file:same.onnx", TinyOnnx.scaleOne(), SCALAR))
                .isInstanceOf(UnsupportedModelException.class)
                .hasMessageContaining("Identity");
    }

    @Test
    void aFileThatIsCutShortIsRefused() {
        byte[] model = TinyOnnx.srvgg(16, 2, 2);
        for (int length = 0; length < model.length - 1; length += 97) {
            byte[] part = Arrays.copyOf(model, length);
            assertThatThrownBy(() -> JvmNetwork.load("file:cut.onnx", part, SCALAR))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("file:cut.onnx");
        }
        assertThatThrownBy(
                        () -> JvmNetwork.load("file:text.onnx", "not a model".getBytes(StandardCharsets.UTF_8), SCALAR))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("file:text.onnx");
    }

    @Test
    void aDamagedFileIsRefusedOrHasOtherWeights() {
        byte[] model = TinyOnnx.srvgg(16, 2, 2);
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = model.clone();
            for (int flips = 0; flips < 3; flips++) {
                // what tells the structure is at the ends
                int offset = random.nextInt(400);
                damaged[random.nextBoolean() ? offset : damaged.length - 1 - offset] = (byte) random.nextInt();
            }
            Throwable failure = catchThrowable(
                    () -> JvmNetwork.load("file:damaged.onnx", damaged, SCALAR).close());
            if (failure != null) {
                assertThat(failure).isInstanceOf(ModelException.class);
            }
        }
    }

    @Test
    void aRunEndsSoonAfterItWasCancelled() throws Exception {
        String name = "realesr-general-x4v3";
        try (Network network = JvmNetwork.load(name, model(name), SCALAR)) {
            Cancellation cancellation = new Cancellation();
            FloatBuffer input = photo("coffee", 500, 390);
            FloatBuffer output = direct(input.capacity() * 16);
            CompletableFuture<Throwable> run = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> network.run(input, 500, 390, Margins.NONE, output, cancellation)));
            cancellation.cancel();

            assertThat(run.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
        }
    }

    private static void assertClose(Network java, Network onnx, FloatBuffer input, int width, int height) {
        float[] actual = run(java, input, width, height);
        float[] expected = run(onnx, input, width, height);
        float largest = 0;
        int steps = 0;
        for (int i = 0; i < expected.length; i++) {
            float difference = Math.abs(actual[i] - expected[i]);
            assertThat(Float.isFinite(difference)).isTrue();
            largest = Math.max(largest, difference);
            steps = Math.max(steps, Math.abs(eightBit(actual[i]) - eightBit(expected[i])));
        }
        assertThat(largest).isLessThan(CLOSE);
        assertThat(steps).isLessThanOrEqualTo(1);
    }

    private static int eightBit(float value) {
        return Math.round(Math.max(0, Math.min(1, value)) * 255);
    }

    private static float[] run(Network network, FloatBuffer input, int width, int height) {
        return run(network, input, width, height, Margins.NONE);
    }

    private static float[] run(Network network, FloatBuffer input, int width, int height, Margins margins) {
        FloatBuffer output = direct(3 * width * height * network.scale() * network.scale());
        network.run(input, width, height, margins, output, new Cancellation());
        float[] values = new float[output.capacity()];
        output.get(0, values);
        return values;
    }

    private static FloatBuffer photo(String name, int width, int height) {
        BufferedImage photo = Pictures.photo(name, width, height);
        FloatBuffer values = direct(3 * width * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    int sample = photo.getRGB(x, y) >> 16 - 8 * channel & 0xff;
                    values.put((channel * height + y) * width + x, sample / 255f);
                }
            }
        }
        return values;
    }

    private static FloatBuffer direct(int values) {
        return ByteBuffer.allocateDirect(values * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static byte[] model(String name) throws IOException {
        try (InputStream in =
                JvmNetworkTest.class.getResourceAsStream("/io/camelupscale/localupscale/models/" + name + ".onnx")) {
            return in.readAllBytes();
        }
    }
}
