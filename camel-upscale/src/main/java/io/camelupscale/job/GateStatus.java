package io.camelupscale.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What goes on at a gate, for people.
 *
 * @param name     what passes it
 * @param underWay how many calls are under way
 * @param parallel how many may be
 * @param waiting  how many wait
 * @param rate     how many may begin in a period; null if there is no such limit
 * @param opens    when a pause or the rate ends that holds up the next call; null if only calls under way hold it up, or nothing
 */
public record GateStatus(
        String name, int underWay, int parallel, int waiting, @Nullable Rate rate, @Nullable Instant opens) {}
