package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelupscale.localupscale.engine.EngineProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs with and without the module of the Vector API and the jar of ONNX Runtime. */
class EnginesAtHandTest {

    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final String FAITHFUL = "waifu2x-upconv7-x2";

    @TempDir
    Path folder;

    private Path source;
    private Path target;

    @BeforeEach
    void picture() throws IOException {
        source = Pictures.write(Pictures.photo("coffee", 40, 30), "png", folder.resolve("in.png"));
        target = folder.resolve("out.png");
    }

    @Test
    void withoutFlagAndJarItIsSlowAndSaysSoAndTheResultIsTheSame() throws Exception {
        Path vectorized = folder.resolve("vectorized.png");

        Outcome slow = new EngineProcess(Engine.AUTO).withoutOnnxRuntime().run(source, target, 2, FAITHFUL, 32);
        Outcome fast =
                new EngineProcess(Engine.AUTO, FLAG).withoutOnnxRuntime().run(source, vectorized, 2, FAITHFUL, 32);

        assertThat(slow.output()).containsOnlyOnce("slow").contains("start the JVM with " + FLAG);
        assertThat(slow.exit()).isZero();
        assertThat(fast.output()).contains("the Java engine (Vector API");
        assertThat(fast.exit()).isZero();
        assertThat(target).hasSameBinaryContentAs(vectorized);
    }

    @Test
    void withFlagAndJarOnnxRuntimeIsNotEvenLoaded() throws Exception {
        Path classes = folder.resolve("classes.txt");

        Outcome outcome = new EngineProcess(Engine.AUTO, FLAG, "-Xlog:class+load:file=" + classes)
                .run(source, target, 2, FAITHFUL, 32);

        assertThat(outcome.output()).contains("the Java engine (Vector API");
        assertThat(outcome.exit()).isZero();
        assertThat(Files.readString(classes)).contains("jdk.incubator.vector.").doesNotContain("ai.onnxruntime.");
    }

    @Test
    void withTheJarAloneOnnxRuntimeDoesIt() throws Exception {
        Outcome outcome = new EngineProcess(Engine.AUTO).run(source, target, 2, FAITHFUL, 32);

        assertThat(outcome.output()).contains("ONNX Runtime", "on the CPU").contains(FLAG);
        assertThat(outcome.exit()).isZero();
        assertThat(target).exists();
    }

    @Test
    void theEditionForGpusGoesOnInJavaWhereThereIsNoGpu() throws Exception {
        Path library = folder.resolve(EnginesAtHand.cudaLibrary());
        Files.createDirectories(library.getParent());
        Files.createFile(library);

        Outcome outcome = new EngineProcess(Engine.AUTO, FLAG).with(folder).run(source, target, 2, FAITHFUL, 32);

        assertThat(outcome.output()).contains("the Java engine (Vector API", "CUDA cannot be used");
        assertThat(outcome.exit()).isZero();
        assertThat(target).exists();
    }

    @Test
    void withoutTheOptimizingCompilerTheVectorApiIsLeftAlone() throws Exception {
        Outcome outcome = new EngineProcess(Engine.AUTO, FLAG, "-XX:TieredStopAtLevel=1")
                .withoutOnnxRuntime()
                .run(source, target, 2, FAITHFUL, 32);

        assertThat(outcome.output()).contains("start the JVM without -XX:TieredStopAtLevel");
        assertThat(outcome.exit()).isZero();
    }

    @Test
    void withoutTheJarNobodyCanAskForOnnxRuntime() throws Exception {
        Outcome outcome =
                new EngineProcess(Engine.ONNX, FLAG).withoutOnnxRuntime().run(source, target, 2, FAITHFUL, 32);

        assertThat(outcome.output())
                .contains("engine=onnx needs com.microsoft.onnxruntime:onnxruntime on the class path");
        assertThat(outcome.exit()).isEqualTo(3);
    }

    @Test
    void withoutTheJarAModelThatJavaCannotRunIsToldWhatIsMissing() throws Exception {
        String nearest = TinyOnnx.file(folder, "nearest2.onnx", TinyOnnx.nearest(2));

        Outcome outcome =
                new EngineProcess(Engine.AUTO, FLAG).withoutOnnxRuntime().run(source, target, 2, nearest, 32);

        assertThat(outcome.output())
                .contains("nearest2.onnx")
                .contains("com.microsoft.onnxruntime:onnxruntime on the class path may run it");
        assertThat(outcome.exit()).isEqualTo(3);
        assertThat(target).doesNotExist();
    }

    @Test
    void whereNoNativeCodeRunsOnlyWebpFails() throws Exception {
        String elsewhere = "-Dos.arch=riscv64";
        Path webp = folder.resolve("out.webp");

        Outcome png = new EngineProcess(Engine.AUTO, elsewhere).run(source, target, 2, FAITHFUL, 32);
        Outcome refused = new EngineProcess(Engine.AUTO, elsewhere, FLAG).run(source, webp, 2, FAITHFUL, 32);

        assertThat(png.output()).contains("the Java engine (").contains("ONNX Runtime does not start on");
        assertThat(png.exit()).isZero();
        assertThat(target).exists();
        assertThat(refused.output()).contains("WebP cannot be written on", "riscv64");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(webp).doesNotExist();
    }
}
