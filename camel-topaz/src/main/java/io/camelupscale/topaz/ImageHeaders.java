package io.camelupscale.topaz;

import io.camelupscale.topaz.image.ImageSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Message;

/** What headers make of the options for a picture. */
final class ImageHeaders {

    private ImageHeaders() {}

    static Map<String, String> override(Map<String, String> options, Message message) {
        Map<String, String> settings = new HashMap<>(options);
        boolean sized = has(message, TopazConstants.OUTPUT_WIDTH) || has(message, TopazConstants.OUTPUT_HEIGHT);
        if (sized
                || has(
                        message,
                        TopazConstants.SCALE)) { // the message's wish stands for all that options say of the size
            settings.remove(ImageSettings.OUTPUT_WIDTH);
            settings.remove(ImageSettings.OUTPUT_HEIGHT);
        }
        put(settings, ImageSettings.OUTPUT_WIDTH, message, TopazConstants.OUTPUT_WIDTH);
        put(settings, ImageSettings.OUTPUT_HEIGHT, message, TopazConstants.OUTPUT_HEIGHT);
        if (has(message, TopazConstants.SOURCE_URL)) { // a file is looked at
            put(settings, ImageSettings.SOURCE_WIDTH, message, TopazConstants.WIDTH);
            put(settings, ImageSettings.SOURCE_HEIGHT, message, TopazConstants.HEIGHT);
        }
        return settings;
    }

    private static boolean has(Message message, String header) {
        return message.getHeader(header) != null;
    }

    private static void put(Map<String, String> settings, String name, Message message, String header) {
        Integer pixels = message.getHeader(header, Integer.class);
        if (pixels != null) {
            settings.put(name, pixels.toString());
        }
    }
}
