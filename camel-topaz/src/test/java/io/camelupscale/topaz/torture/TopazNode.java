package io.camelupscale.topaz.torture;

import io.camelupscale.test.node.Node;
import io.camelupscale.topaz.TopazComponent;
import io.camelupscale.topaz.TopazConfiguration;

/** A process that upscales with the simulated Topaz. */
final class TopazNode {

    private TopazNode() {}

    public static void main(String[] words) throws Exception {
        Node.run(words, (context, options) -> {
            TopazConfiguration topaz =
                    context.getComponent("topaz", TopazComponent.class).getConfiguration();
            topaz.setBaseUrl(options.service().toString());
            topaz.setApiKey(options.apiKey());
        });
    }
}
