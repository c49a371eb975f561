package io.camelupscale.examples.upscaleservice;

import io.camelupscale.media.ImageFormat;
import io.camelupscale.test.localservice.contract.LocalServiceContract;
import java.net.URI;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service does what the original does, and what it only promised. */
class ServiceContractTest extends LocalServiceContract {

    @RegisterExtension
    static final ServiceExtension OPEN = new ServiceExtension("maxUploadMegabytes", "1");

    @RegisterExtension
    static final ServiceExtension GUARDED = new ServiceExtension("token", TOKEN, "prefix", "/upscaler/v1");

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
        return 413;
    }

    @Override
    protected int noFormStatus() {
        return 415;
    }

    @Override
    protected boolean refusesBadOptionsAtOnce() {
        return true;
    }

    @Override
    protected int unknownCancelStatus() {
        return 404;
    }

    @Override
    protected boolean offersRanges() {
        return true;
    }

    @Override
    protected String resultType(ImageFormat format) {
        return format.mediaType();
    }
}
