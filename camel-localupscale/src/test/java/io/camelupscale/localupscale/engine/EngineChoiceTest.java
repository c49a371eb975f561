package io.camelupscale.localupscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineChoiceTest {

    private static final String MODULE = "the JVM has the module jdk.incubator.vector";
    private static final String FASTER =
            "the Java engine would be faster with the Vector API: start the JVM with --add-modules=jdk.incubator.vector";
    private static final String SLOW =
            "slow without the Vector API: start the JVM with --add-modules=jdk.incubator.vector";

    /** What is at hand: vector (all it takes), c1 (the module without a good compiler), onnx (the jar), cuda (the jar for CUDA), nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // engine | device | at hand | tried in this order | reason of the first
                "AUTO | AUTO | nothing     | SCALAR           | " + SLOW,
                "AUTO | AUTO | vector      | VECTOR           | " + MODULE,
                "AUTO | AUTO | onnx        | ONNX SCALAR      | " + FASTER,
                "AUTO | AUTO | vector onnx | VECTOR ONNX      | " + MODULE,
                "AUTO | AUTO | cuda        | CUDA ONNX SCALAR | there is a GPU",
                "AUTO | AUTO | vector cuda | CUDA VECTOR ONNX | there is a GPU",
                "AUTO | AUTO | c1          | SCALAR           | "
                        + "slow without the Vector API: start the JVM without -XX:TieredStopAtLevel and -Xint",
                "AUTO | AUTO | c1 onnx     | ONNX SCALAR      | the Java engine would be faster with the Vector API:"
                        + " start the JVM without -XX:TieredStopAtLevel and -Xint",
                "AUTO | CPU  | nothing     | SCALAR           | " + SLOW,
                "AUTO | CPU  | vector cuda | VECTOR ONNX      | " + MODULE,
                "AUTO | CPU  | cuda        | ONNX SCALAR      | " + FASTER,
                "AUTO | CUDA | vector cuda | CUDA             | device=cuda",
                "JAVA | AUTO | nothing     | SCALAR           | " + SLOW,
                "JAVA | AUTO | cuda        | SCALAR           | " + SLOW,
                "JAVA | AUTO | vector cuda | VECTOR           | engine=java",
                "JAVA | CPU  | vector onnx | VECTOR           | engine=java",
                "ONNX | AUTO | vector onnx | ONNX             | engine=onnx",
                "ONNX | AUTO | vector cuda | CUDA ONNX        | there is a GPU",
                "ONNX | CPU  | vector cuda | ONNX             | engine=onnx",
                "ONNX | CUDA | vector cuda | CUDA             | device=cuda",
            })
    void theOptionsAndWhatIsAtHandDecide(Engine engine, Device device, String atHand, String order, String reason) {
        EngineChoice choice = EngineChoice.of(engine, device, atHand(atHand));

        assertThat(choice.steps().stream().map(step -> step.runner().name()).collect(Collectors.joining(" ")))
                .isEqualTo(order);
        assertThat(choice.steps().get(0).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTO | CUDA | vector      | device=cuda needs com.microsoft.onnxruntime:onnxruntime_gpu on the class path",
                "AUTO | CUDA | vector onnx | device=cuda needs com.microsoft.onnxruntime:onnxruntime_gpu on the class path, and not the plain one",
                "JAVA | CUDA | vector cuda | engine=java runs on the CPU and not with device=cuda",
                "ONNX | AUTO | vector      | engine=onnx needs com.microsoft.onnxruntime:onnxruntime on the class path",
                "ONNX | CPU  | nothing     | engine=onnx needs com.microsoft.onnxruntime:onnxruntime on the class path",
                "ONNX | CUDA | nothing     | device=cuda needs com.microsoft.onnxruntime:onnxruntime_gpu on the class path",
                "ONNX | CUDA | onnx        | device=cuda needs com.microsoft.onnxruntime:onnxruntime_gpu on the class path, and not the plain one",
            })
    void whatCannotBeHadIsToldAtTheStart(Engine engine, Device device, String atHand, String message) {
        assertThatThrownBy(() -> EngineChoice.of(engine, device, atHand(atHand)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTO | vector      | com.microsoft.onnxruntime:onnxruntime on the class path may run it",
                "AUTO | vector onnx | ''",
                "JAVA | vector onnx | engine=auto may run it, with com.microsoft.onnxruntime:onnxruntime on the class path",
                "ONNX | vector onnx | ''",
            })
    void aModelThatCannotBeRunComesWithAdvice(Engine engine, String atHand, String advice) {
        assertThat(EngineChoice.of(engine, Device.AUTO, atHand(atHand)).advice())
                .isEqualTo(advice);
    }

    private static EnginesAtHand atHand(String words) {
        boolean cuda = words.contains("cuda");
        VectorApi vectorApi = words.contains("vector")
                ? VectorApi.READY
                : words.contains("c1") ? VectorApi.NO_COMPILER : VectorApi.NO_MODULE;
        return new EnginesAtHand(vectorApi, cuda || words.contains("onnx"), cuda);
    }
}
