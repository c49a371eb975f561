package io.camelupscale.test.torture;

import io.camelupscale.test.UpscaleSimulator;
import io.camelupscale.test.neutral.NeutralProvider.Identity;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process that is to be killed is told.
 *
 * @param folder    holds its inbox, its outbox and its work directory
 * @param database  a PostgreSQL's URL; empty for the database in the work directory
 * @param retention how long delivered jobs stay on record
 * @param haltAt    where it dies by itself, see {@link Halt}; empty for nowhere
 */
record NodeOptions(
        URI service,
        String apiKey,
        Identity identity,
        Path folder,
        String database,
        Duration lease,
        Duration retention,
        String haltAt) {

    static NodeOptions of(UpscaleSimulator simulator, Path folder) {
        return new NodeOptions(
                simulator.baseUrl(),
                simulator.apiKey(),
                Identity.KEY,
                folder,
                "",
                Duration.ofSeconds(1),
                Duration.ofHours(24),
                "");
    }

    static NodeOptions parse(String[] words) {
        return new NodeOptions(
                URI.create(words[0]),
                words[1],
                Identity.valueOf(words[2]),
                Path.of(words[3]),
                words[4],
                Duration.parse(words[5]),
                Duration.parse(words[6]),
                words[7]);
    }

    List<String> words() {
        return List.of(
                service.toString(),
                apiKey,
                identity.name(),
                folder.toString(),
                database,
                lease.toString(),
                retention.toString(),
                haltAt);
    }

    NodeOptions with(Identity other) {
        return new NodeOptions(service, apiKey, other, folder, database, lease, retention, haltAt);
    }

    NodeOptions withDatabase(String url) {
        return new NodeOptions(service, apiKey, identity, folder, url, lease, retention, haltAt);
    }

    NodeOptions withRetention(Duration time) {
        return new NodeOptions(service, apiKey, identity, folder, database, lease, time, haltAt);
    }

    NodeOptions haltingAt(String point) {
        return new NodeOptions(service, apiKey, identity, folder, database, lease, retention, point);
    }
}
