package io.camelupscale.spi;

/**
 * What the engine must know of a provider to treat it right.
 *
 * @param paid              whether a submit may cost money: then it is never repeated while its outcome is unknown
 * @param parallelSubmits   how many submits may be under way at once
 * @param parallelChecks    how many checks may be under way at once
 * @param parallelDownloads how many downloads may be under way at once
 */
public record ProviderTraits(boolean paid, int parallelSubmits, int parallelChecks, int parallelDownloads) {}
