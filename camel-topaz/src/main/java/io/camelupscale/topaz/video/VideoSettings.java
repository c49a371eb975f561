package io.camelupscale.topaz.video;

import io.camelupscale.spi.ProviderException;
import io.camelupscale.spi.ProviderException.Kind;
import io.camelupscale.spi.UpscaleSpec;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What only the Video API knows, as the text that a request carries it as: by the names of the options, and of what headers
 * tell about a source, {@code source.container} and others.
 */
record VideoSettings(Map<String, String> texts) {

    static VideoSettings of(UpscaleSpec spec) {
        return new VideoSettings(spec.settings());
    }

    @Nullable
    String text(String name) {
        return texts.get(name);
    }

    boolean is(String name) {
        return Boolean.parseBoolean(texts.get(name));
    }

    /** 0 where it is not set. */
    double number(String name) {
        String text = texts.get(name);
        if (text == null) {
            return 0;
        }
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ProviderException(Kind.REJECTED, name + "=" + text + " is no number", e);
        }
        if (!(number > 0) || Double.isInfinite(number)) {
            throw new ProviderException(Kind.REJECTED, name + "=" + text + " is not more than 0");
        }
        return number;
    }

    <E extends Enum<E>> @Nullable E word(String name, Class<E> type) {
        String text = texts.get(name);
        return text == null ? null : Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    }

    /** All that begin so, without that beginning. */
    SortedMap<String, String> under(String prefix) {
        SortedMap<String, String> found = new TreeMap<>();
        texts.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }
}
