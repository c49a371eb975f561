package io.camelupscale.job;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * What the engines of all accounts share.
 *
 * @param workers     runs calls to providers and the store; may block
 * @param completions hands results over to whoever waits for them; may block for long without holding up other jobs
 * @param listener    hears of every transition
 * @param random      spreads polls
 * @param retention   how long a result that was paid for is kept after it was delivered
 */
public record JobServices(
        JobStore store,
        JobTimer timer,
        Executor workers,
        Executor completions,
        WorkDirectory work,
        JobListener listener,
        RandomGenerator random,
        Duration retention) {}
