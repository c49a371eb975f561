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
 * @param folder    holds the outbox and the work directory, which several processes may share
 * @param name      its own, and that of the folder with its inboxes
 * @param database  a PostgreSQL's URL; empty for the database in the work directory
 * @param retention how long delivered jobs stay on record
 * @param haltAt    where it dies by itself, see {@link Halt}; empty for nowhere
 */
record NodeOptions(
        URI service,
        String apiKey,
        Identity identity,
        Path folder,
        String name,
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
                "node",
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
                words[5],
                Duration.parse(words[6]),
                Duration.parse(words[7]),
                words[8]);
    }

    List<String> words() {
        return List.of(
                service.toString(),
                apiKey,
                identity.name(),
                folder.toString(),
                name,
                database,
                lease.toString(),
                retention.toString(),
                haltAt);
    }

    NodeOptions with(Identity other) {
        return new NodeOptions(service, apiKey, other, folder, name, database, lease, retention, haltAt);
    }

    Workplace place() {
        return new Workplace(folder, name);
    }

    NodeOptions named(String other) {
        return new NodeOptions(service, apiKey, identity, folder, other, database, lease, retention, haltAt);
    }

    NodeOptions withLease(Duration time) {
        return new NodeOptions(service, apiKey, identity, folder, name, database, time, retention, haltAt);
    }

    NodeOptions withDatabase(String url) {
        return new NodeOptions(service, apiKey, identity, folder, name, url, lease, retention, haltAt);
    }

    NodeOptions withRetention(Duration time) {
        return new NodeOptions(service, apiKey, identity, folder, name, database, lease, time, haltAt);
    }

    NodeOptions haltingAt(String point) {
        return new NodeOptions(service, apiKey, identity, folder, name, database, lease, retention, point);
    }
}
