package io.camelupscale.spi;

/**
 * What an account has left.
 *
 * @param credits in the provider's own unit
 */
public record Balance(double credits) {}
