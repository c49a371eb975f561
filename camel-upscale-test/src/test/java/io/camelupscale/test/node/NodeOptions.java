package io.camelupscale.test.node;

import io.camelupscale.test.SimulatorExtension;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process that is to be killed is told.
 *
 * @param main      the class of its main method, which calls {@link Node#run}
 * @param provider  the name of the component that upscales
 * @param variant   what only that main method understands
 * @param folder    holds the outbox and the work directory, which several processes may share
 * @param name      its own, and that of the folder with its inboxes
 * @param database  a PostgreSQL's URL; empty for the database in the work directory
 * @param retention how long delivered jobs stay on record
 * @param haltAt    where it dies by itself, see {@link Halt}; empty for nowhere
 */
public record NodeOptions(
        String main,
        String provider,
        String variant,
        URI service,
        String apiKey,
        Path folder,
        String name,
        String database,
        Duration lease,
        Duration retention,
        String haltAt) {

    public static NodeOptions of(Class<?> main, String provider, SimulatorExtension simulator, Path folder) {
        return new NodeOptions(
                main.getName(),
                provider,
                "",
                simulator.baseUrl(),
                simulator.apiKey(),
                folder,
                "node",
                "",
                Duration.ofSeconds(1),
                Duration.ofHours(24),
                "");
    }

    public static NodeOptions parse(String[] words) {
        return new NodeOptions(
                words[0],
                words[1],
                words[2],
                URI.create(words[3]),
                words[4],
                Path.of(words[5]),
                words[6],
                words[7],
                Duration.parse(words[8]),
                Duration.parse(words[9]),
                words[10]);
    }

    public List<String> words() {
        return List.of(
                main,
                provider,
                variant,
                service.toString(),
                apiKey,
                folder.toString(),
                name,
                database,
                lease.toString(),
                retention.toString(),
                haltAt);
    }

    public NodeOptions with(Enum<?> other) {
        return new NodeOptions(
                main, provider, other.name(), service, apiKey, folder, name, database, lease, retention, haltAt);
    }

    public Workplace place() {
        return new Workplace(folder, name);
    }

    public NodeOptions named(String other) {
        return new NodeOptions(
                main, provider, variant, service, apiKey, folder, other, database, lease, retention, haltAt);
    }

    public NodeOptions withLease(Duration time) {
        return new NodeOptions(
                main, provider, variant, service, apiKey, folder, name, database, time, retention, haltAt);
    }

    public NodeOptions withDatabase(String url) {
        return new NodeOptions(main, provider, variant, service, apiKey, folder, name, url, lease, retention, haltAt);
    }

    public NodeOptions withRetention(Duration time) {
        return new NodeOptions(main, provider, variant, service, apiKey, folder, name, database, lease, time, haltAt);
    }

    public NodeOptions haltingAt(String point) {
        return new NodeOptions(
                main, provider, variant, service, apiKey, folder, name, database, lease, retention, point);
    }
}
