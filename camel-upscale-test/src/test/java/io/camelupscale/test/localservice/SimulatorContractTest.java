package io.camelupscale.test.localservice;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.test.localservice.contract.LocalServiceContract;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The simulator does what the original does. */
class SimulatorContractTest extends LocalServiceContract {

    private static final Duration QUEUED = Duration.ofMillis(50);
    private static final Duration RUNNING = Duration.ofMillis(100);

    @RegisterExtension
    static final LocalServiceSimulator OPEN = LocalServiceSimulator.builder()
            .jobsTake(QUEUED, RUNNING)
            .maxUploadMegabytes(1)
            .build();

    @RegisterExtension
    static final LocalServiceSimulator GUARDED = LocalServiceSimulator.builder()
            .jobsTake(QUEUED, RUNNING)
            .prefix("/upscaler/v1")
            .token(TOKEN)
            .build();

    @Override
    protected URI apiUrl() {
        return OPEN.apiUrl();
    }

    @Override
    protected URI guardedApiUrl() {
        return GUARDED.apiUrl();
    }

    @Override
    protected int maxUploadMegabytes() {
        return 1;
    }

    @Override
    protected int oversizeStatus() {
        return 500;
    }

    @Override
    protected boolean refusesBadOptionsAtOnce() {
        return false;
    }

    @Override
    protected int unknownCancelStatus() {
        return 400;
    }

    @Override
    protected boolean offersRanges() {
        return false;
    }

    @Override
    protected String resultType(ImageFormat format) {
        return "application/octet-stream";
    }
}
