package io.camelupscale.lupa.image;

import java.util.Locale;

/** The ways in which Lupa enlarges. Each is a call of its own. */
public enum LupaMode {
    STANDARD(WireName.STANDARD_PATH),
    PRECISION(WireName.PRECISION_PATH);

    private final WireName path;

    LupaMode(WireName path) {
        this.path = path;
    }

    WireName path() {
        return path;
    }

    /** In options and headers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode with this word, without regard to case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static LupaMode of(String word) {
        return valueOf(word.strip().toUpperCase(Locale.ROOT));
    }
}
