package io.camelupscale.topaz.video;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the Video API documents to refuse of options, whatever the source: refused here before anything is sent. */
final class VideoRules {

    private static final Pattern BITRATE = Pattern.compile("(\\d{1,9})([km])");
    private static final double KILOBITS = 1000;

    private VideoRules() {}

    /** @throws ProviderException {@code REJECTED} if options are wrong or do not go together */
    static void check(UpscaleSpec spec) {
        VideoFilters.of(spec);
        VideoSettings settings = VideoSettings.of(spec);
        if (spec.scale() < 1) {
            throw rejected("scale=%d is less than 1", spec.scale());
        }
        for (String number : new String[] {"outputWidth", "outputHeight", "frameRate"}) {
            settings.number(number);
        }
        VideoEncoder encoder = VideoOutput.encoder(settings);
        checkContainer(spec.outputFormat(), encoder);
        checkProfile(settings.text("videoProfile"), encoder);
        checkBitrate(settings, encoder);
        checkAudio(settings);
        ExternalStorage.destination(settings);
    }

    private static void checkContainer(@Nullable String wanted, VideoEncoder encoder) {
        if (wanted != null && !encoder.containers().contains(wanted.toLowerCase(Locale.ROOT))) {
            throw rejected(
                    "outputFormat=%s does not go with videoEncoder=%s, which makes %s",
                    wanted, encoder.word(), String.join(", ", encoder.containers()));
        }
    }

    private static void checkProfile(@Nullable String wanted, VideoEncoder encoder) {
        if (wanted != null && encoder.profile(wanted).isEmpty()) {
            throw rejected(
                    "videoProfile=%s is none of videoEncoder=%s, which has %s",
                    wanted, encoder.word(), String.join(", ", encoder.profiles()));
        }
    }

    private static void checkBitrate(VideoSettings settings, VideoEncoder encoder) {
        String bitrate = settings.text("videoBitrate");
        Compression compression = settings.word("compression", Compression.class);
        if (bitrate != null && compression != null) {
            throw rejected("either videoBitrate or compression: Topaz ignores the first if both are there");
        }
        if (compression != null && !encoder.compresses()) {
            throw rejected("compression does not go with videoEncoder=%s", encoder.word());
        }
        if (bitrate == null) {
            if (encoder.needsBitrate()) {
                throw rejected("videoEncoder=%s needs a videoBitrate", encoder.word());
            }
            return;
        }
        Matcher matcher = BITRATE.matcher(bitrate);
        if (!matcher.matches()) {
            throw rejected("videoBitrate=%s should be a number with k or m, such as 800k or 12m", bitrate);
        }
        double megabits =
                Double.parseDouble(matcher.group(1)) / (matcher.group(2).equals("k") ? KILOBITS : 1);
        if (megabits == 0 || megabits > encoder.maxMegabits()) {
            throw rejected(
                    "videoBitrate=%s is not in 1k to %dm, which videoEncoder=%s takes",
                    bitrate, encoder.maxMegabits(), encoder.word());
        }
    }

    private static void checkAudio(VideoSettings settings) {
        for (String option : new String[] {"audioCodec", "audioBitrate"}) {
            if (VideoOutput.audio(settings) == AudioTransfer.NONE && settings.text(option) != null) {
                throw rejected("%s does not go with audio=NONE", option);
            }
        }
    }

    private static ProviderException rejected(String why, Object... values) {
        return new ProviderException(Kind.REJECTED, why.formatted(values));
    }
}
