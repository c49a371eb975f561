package io.camelupscale.test.topaz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The models of the Video API and their dials. */
final class VideoModels {

    /** The values that a dial has. */
    record Range(double least, double most) {}

    private static final List<String> ENHANCEMENT = List.of(
            "prob-4", "pnat-1", "rhea-1", "iris-2", "iris-3", "ahq-12", "alq-13", "alqs-2", "amq-13", "amqs-2", "aaa-9",
            "aaa-10", "ddv-3", "dtd-4", "dtds-2", "dtv-4", "dtvs-2", "gcg-5", "ghq-5", "nyx-3", "nxf-1", "nxl-1",
            "thd-3", "thf-4", "thm-2", "hyp-1", "stab-1");
    /** In no schema, only in what {@code /video/status} answers. */
    private static final List<String> GENERATIVE = List.of(
            "slp-2.6",
            "slp-2.5",
            "slhq-1",
            "slm-1",
            "slf-1",
            "slf-2",
            "slf-3",
            "wonder-1",
            "slc-1",
            "ast-2",
            "ganim-1",
            "color-1");

    private static final List<String> INTERPOLATION = List.of("apo-8", "apf-2", "chr-2", "chf-3", "aion-1");
    private static final Set<String> MEASURED =
            Set.of("slp-2.5", "slf-2", "wonder-1", "slhq-1", "slm-1", "ganim-1", "color-1");

    private static final Range SIGNED = new Range(-1, 1);
    private static final Range UNIT = new Range(0, 1);
    private static final Range TENTH = new Range(0, 0.1);
    private static final Map<String, Range> DIALS = Map.ofEntries(
            Map.entry("compression", SIGNED),
            Map.entry("details", SIGNED),
            Map.entry("prenoise", TENTH),
            Map.entry("noise", SIGNED),
            Map.entry("halo", SIGNED),
            Map.entry("preblur", SIGNED),
            Map.entry("blur", SIGNED),
            Map.entry("grain", TENTH),
            Map.entry("grainSigma", UNIT),
            Map.entry("grainSize", new Range(0, 5)),
            Map.entry("recoverOriginalDetailValue", UNIT),
            Map.entry("adjustExposure", UNIT),
            Map.entry("boostSaturation", UNIT),
            Map.entry("highlightThreshold", new Range(0.45, 0.85)),
            Map.entry("strength", new Range(0, 16)),
            Map.entry("reduceMotionJitter", new Range(0, 5)),
            Map.entry("slowmo", new Range(1, 16)),
            Map.entry("fps", new Range(15, 240)),
            Map.entry("duplicateThreshold", new Range(0.001, 0.1)));

    private VideoModels() {}

    static List<String> all() {
        return Stream.of(ENHANCEMENT, GENERATIVE, INTERPOLATION)
                .flatMap(List::stream)
                .toList();
    }

    static List<String> interpolation() {
        return INTERPOLATION;
    }

    /** Whether results have their source's size, whatever was asked for. */
    static boolean keepsSize(JsonNode filters) {
        for (JsonNode filter : filters) {
            if (!INTERPOLATION.contains(filter.path("model").asText())) {
                return false;
            }
        }
        return true;
    }

    /** Those that an express request must describe the source for. */
    static Set<String> measured() {
        return MEASURED;
    }

    /** Whether the documented dials are the model's. */
    static boolean isCatalogued(String model) {
        return !GENERATIVE.contains(model);
    }

    static Map<String, Range> dials() {
        return DIALS;
    }
}
