package io.camelupscale.test.localservice;

import java.util.List;

/**
 * What only this service has.
 *
 * @param prefix    before every path, with a slash at its beginning and none at its end
 * @param token     empty for none
 * @param models    their names
 * @param maxUpload whole mebibytes; a file with more of them is refused
 */
record ServiceOptions(String prefix, String token, List<String> models, long maxUpload) {

    ServiceOptions {
        models = List.copyOf(models);
    }
}
