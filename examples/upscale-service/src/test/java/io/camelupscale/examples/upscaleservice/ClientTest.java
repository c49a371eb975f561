package io.camelupscale.examples.upscaleservice;

import io.camelupscale.test.localservice.contract.LocalServiceRouteContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routes with {@code serviceUrl} work with this service. */
class ClientTest extends LocalServiceRouteContract {

    @RegisterExtension
    static final ServiceExtension OPEN = new ServiceExtension();

    @RegisterExtension
    static final ServiceExtension GUARDED = new ServiceExtension("token", TOKEN, "prefix", "/upscaler/v1");

    @Override
    protected String serviceUrl() {
        return OPEN.url("").toString();
    }

    @Override
    protected String guardedServiceUrl() {
        return GUARDED.apiUrl().toString();
    }

    @Override
    protected void loseJobs() throws Exception {
        OPEN.forgetAll();
    }

    @Override
    protected boolean offersRanges() {
        return true;
    }
}
