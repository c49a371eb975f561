package io.camelupscale.spi;

/**
 * Where a finished job's result lies.
 *
 * @param location a URL, or whatever else the provider's own {@code download} understands
 * @param length   in bytes; -1 where the provider does not say
 */
public record RemoteResult(String location, long length) {

    public RemoteResult(String location) {
        this(location, -1);
    }
}
