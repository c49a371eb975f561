package io.camelupscale.test.torture;

import io.camelupscale.test.SimulatorExtension;
import io.camelupscale.test.neutral.NeutralComponent;
import io.camelupscale.test.neutral.NeutralProvider.Identity;
import io.camelupscale.test.node.Node;
import io.camelupscale.test.node.NodeOptions;
import java.nio.file.Path;

/** A process that upscales with the neutral service. */
final class NeutralNode {

    private NeutralNode() {}

    static NodeOptions options(SimulatorExtension simulator, Path folder) {
        return NodeOptions.of(NeutralNode.class, "neutral", simulator, folder).with(Identity.KEY);
    }

    public static void main(String[] words) throws Exception {
        Node.run(
                words,
                (context, options) -> context.addComponent(
                        "neutral",
                        new NeutralComponent(
                                options.service(), options.apiKey(), Identity.valueOf(options.variant()))));
    }
}
