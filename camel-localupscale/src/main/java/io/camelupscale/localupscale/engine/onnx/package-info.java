/** Networks in ONNX Runtime. Nothing else touches {@code ai.onnxruntime}, a jar that need not be there. */
@NullMarked
package io.camelupscale.localupscale.engine.onnx;

import org.jspecify.annotations.NullMarked;
