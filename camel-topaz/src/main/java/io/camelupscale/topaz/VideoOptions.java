package io.camelupscale.topaz;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Options and headers as the settings of a video request: by the names of the options. */
final class VideoOptions {

    private static final Map<String, String> HEADERS = Map.of(
            TopazConstants.CONTAINER, "source.container",
            TopazConstants.SIZE, "source.size",
            TopazConstants.SOURCE_DURATION, "source.duration",
            TopazConstants.FRAME_COUNT, "source.frameCount",
            TopazConstants.FRAME_RATE, "source.frameRate",
            TopazConstants.WIDTH, "source.width",
            TopazConstants.HEIGHT, "source.height");

    private VideoOptions() {}

    static Map<String, String> texts(TopazConfiguration options) {
        Map<String, String> texts = new HashMap<>();
        put(texts, "filter.", options.getFilters());
        put(texts, "setting.", options.getSettings());
        put(texts, "externalSource.", options.getExternalSource());
        put(texts, "externalDestination.", options.getExternalDestination());
        put(texts, "outputWidth", options.getOutputWidth());
        put(texts, "outputHeight", options.getOutputHeight());
        put(texts, "cropToFill", options.isCropToFill() ? true : null);
        put(texts, "frameRate", options.getFrameRate());
        put(texts, "audio", options.getAudio());
        put(texts, "audioCodec", options.getAudioCodec());
        put(texts, "audioBitrate", options.getAudioBitrate());
        put(texts, "videoEncoder", options.getVideoEncoder());
        put(texts, "videoProfile", options.getVideoProfile());
        put(texts, "videoBitrate", options.getVideoBitrate());
        put(texts, "compression", options.getCompression());
        put(texts, "express", options.isExpress() ? true : null);
        put(texts, "deleteRemote", options.isDeleteRemote() ? true : null);
        return texts;
    }

    /** What a message says of its source goes with it. */
    static Map<String, String> texts(Map<String, String> options, Message message) {
        Map<String, String> texts = new HashMap<>(options);
        HEADERS.forEach((header, name) -> put(texts, name, message.getHeader(header, String.class)));
        return texts;
    }

    private static void put(Map<String, String> texts, String prefix, Map<String, Object> options) {
        options.forEach((name, value) -> put(texts, prefix + name, value));
    }

    private static void put(Map<String, String> texts, String name, @Nullable Object value) {
        if (value != null) {
            texts.put(name, value.toString());
        }
    }
}
