package io.camelupscale.localupscale.engine;

import io.camelupscale.localupscale.engine.EngineChoice.Runner;
import io.camelupscale.localupscale.engine.EngineChoice.Step;
import io.camelupscale.localupscale.engine.jvm.JvmEngine;
import io.camelupscale.localupscale.engine.onnx.OnnxEngine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Engines one behind the other: a model goes to the first that can run it. Those behind the first are started when needed. */
final class EngineChain implements NetworkEngine {

    private static final Logger LOG = LoggerFactory.getLogger(EngineChain.class);

    private final EngineChoice choice;
    private final Map<Runner, NetworkEngine> started = new EnumMap<>(Runner.class);
    /** Those that did not start when the first was looked for are no longer in it. */
    private final List<Step> steps;

    private final NetworkEngine first;
    private final String description;

    /**
     * Starts the first that can be started, and logs which and why.
     *
     * @throws EngineUnavailableException if none can
     */
    EngineChain(EngineChoice choice) {
        this.choice = choice;
        this.steps = new ArrayList<>(choice.steps());
        List<String> failures = new ArrayList<>();
        this.first = startFirst(failures);
        failures.add(0, steps.get(0).reason());
        this.description = first.description() + ": " + String.join("; ", failures);
        LOG.atLevel(steps.get(0).runner() == Runner.SCALAR ? Level.WARN : Level.INFO)
                .log("Upscaling with {}", description);
    }

    private NetworkEngine startFirst(List<String> failures) {
        while (true) {
            Step step = steps.get(0);
            try {
                return engine(step);
            } catch (EngineUnavailableException e) {
                if (steps.size() == 1) {
                    throw new EngineUnavailableException(step.reason() + ": " + e.getMessage(), e);
                }
                failures.add(e.getMessage());
                steps.remove(0);
            }
        }
    }

    @Override
    public Network load(String name, byte[] model) {
        List<String> obstacles = new ArrayList<>();
        for (Step step : steps) {
            try {
                NetworkEngine engine = engine(step);
                Network network = engine.load(name, model);
                if (!obstacles.isEmpty()) {
                    LOG.info("model '{}' is run by {}: {}", name, engine.description(), String.join("; ", obstacles));
                }
                return network;
            } catch (UnsupportedModelException | EngineUnavailableException e) {
                obstacles.add(e.getMessage());
            }
        }
        if (!choice.advice().isEmpty()) {
            obstacles.add(choice.advice());
        }
        throw new ModelException(String.join("; ", obstacles));
    }

    @Override
    public void warmUp() {
        first.warmUp();
    }

    /** The first, and why it is the first. */
    @Override
    public String description() {
        return description;
    }

    private NetworkEngine engine(Step step) {
        return started.computeIfAbsent(step.runner(), EngineChain::start);
    }

    private static NetworkEngine start(Runner runner) {
        return switch (runner) {
            case CUDA -> OnnxEngine.onCuda();
            case VECTOR -> JvmEngine.vector().orElseThrow();
            case ONNX -> OnnxEngine.onCpu();
            case SCALAR -> JvmEngine.scalar();
        };
    }
}
