package io.camelupscale.topaz.video;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelupscale.http.Call;
import io.camelupscale.http.ServiceClient;
import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that the service takes at present, as it tells everybody. Where that is not to be had, every name is right. */
final class VideoModels {

    private static final Logger LOG = LoggerFactory.getLogger(VideoModels.class);
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private record Listing(Set<String> models, Instant read) {}

    private final ServiceClient service;
    private final InstantSource clock;
    private volatile Listing latest = new Listing(Set.of(), Instant.MIN);

    VideoModels(ServiceClient service, InstantSource clock) {
        this.service = service;
        this.clock = clock;
    }

    /** @throws ProviderException {@code REJECTED} if the service tells its models, and one of these is none of them */
    void check(VideoFilters filters) {
        Set<String> known = known();
        filters.models()
                .filter(model -> !known.isEmpty() && !known.contains(model))
                .findFirst()
                .ifPresent(model -> {
                    throw new ProviderException(
                            Kind.REJECTED,
                            "model %s is none of Topaz' video models: %s"
                                    .formatted(model, String.join(", ", near(model, known))));
                });
    }

    private Set<String> known() {
        Listing listing = latest;
        if (listing.read().isBefore(clock.instant().minus(LIFETIME))) {
            listing = new Listing(read(), clock.instant());
            latest = listing;
        }
        return listing.models();
    }

    private Set<String> read() {
        try {
            JsonNode status = service.call(Call.get("/video/status")).body();
            if (!status.path("isAvailable").asBoolean(true)) {
                LOG.warn(
                        "Topaz makes no videos now: {}",
                        status.path("availabilityMessage").asText());
            }
            Set<String> models = new TreeSet<>();
            status.path("supportedModels").forEach(model -> models.add(model.asText()));
            return models;
        } catch (ProviderException e) {
            LOG.info("The list of video models is not to be had, so their names are not checked: {}", e.getMessage());
            return Set.of();
        }
    }

    /** Those of the same family, such as prob-4 for prob-5, or all. */
    private static Set<String> near(String model, Set<String> known) {
        String family = model.replaceFirst("-.*", "") + "-";
        Set<String> near = new TreeSet<>(known);
        near.removeIf(name -> !name.startsWith(family));
        return near.isEmpty() ? known : near;
    }
}
