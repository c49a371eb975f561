package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs of 10 to 300 seconds that come within an hour to an account which allows 50 submits and 100 checks an hour.
 * What is asserted of a mean is that of 20 such hours.
 */
class SharedRateSimulationTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Rate SUBMITS = new Rate(50, HOUR);
    private static final Rate CHECKS = new Rate(100, HOUR);
    private static final int HOURS = 20;

    @ParameterizedTest
    @CsvSource({
        // jobs, most checks for a job, most seconds that a finished one waits to be found
        " 1,  18,  14",
        " 5,   8,  24",
        "20, 4.3,  50",
        "50, 2.1, 110"
    })
    void finishedJobsAreFoundInGoodTimeHoweverManyShareTheRate(int jobs, double mostChecks, double mostWait) {
        Outcome outcome = simulate(jobs, Plan.FAIR, false);

        assertThat(outcome.checks()).isLessThan(mostChecks);
        assertThat(outcome.waited()).isLessThan(mostWait);
    }

    @ParameterizedTest
    @CsvSource({
        // as above
        " 1,  12,  4",
        " 5,   6,  6",
        "20, 3.1, 15",
        "50, 2.0, 55"
    })
    void finishedJobsThatToldTheirProgressAreFoundSooner(int jobs, double mostChecks, double mostWait) {
        Outcome outcome = simulate(jobs, Plan.FAIR, true);

        assertThat(outcome.checks()).isLessThan(mostChecks);
        assertThat(outcome.waited()).isLessThan(mostWait);
    }

    @Test
    void fiftyJobsAreFoundSoonerThanByAskingEveryFiveSecondsAsFarAsTheRateAllows() {
        Outcome fair = simulate(50, Plan.FAIR, false);
        Outcome fixed = simulate(50, Plan.FIXED, false);

        assertThat(fair.checks()).isLessThan(fixed.checks());
        assertThat(fair.waited()).isLessThan(0.5 * fixed.waited());
        assertThat(fair.waited())
                .isLessThan(0.1 * simulate(50, Plan.FIXED_GREEDY, false).waited());
    }

    private static Outcome simulate(int jobs, Plan plan, boolean progress) {
        double checks = 0;
        double waited = 0;
        for (int seed = 1; seed <= HOURS; seed++) {
            Account account = new Account(plan, progress, new Random(seed));
            account.run(jobs);
            checks += (double) account.checks.size() / jobs;
            waited += account.waited / 1000.0 / jobs;
        }
        return new Outcome(checks / HOURS, waited / HOURS);
    }

    /** Means over jobs. */
    private record Outcome(double checks, double waited) {}

    private enum Plan {
        /** As the engine does it. */
        FAIR,
        /** Every five seconds, paced as the engine does it. */
        FIXED,
        /** Every five seconds, until the rate is used up. */
        FIXED_GREEDY
    }

    private static final class Account {

        final List<Instant> checks = new ArrayList<>();
        long waited;

        private final ManualJobTimer timer = new ManualJobTimer();
        private final Plan plan;
        private final boolean progress;
        private final Random random;
        private final PollSchedule schedule;
        private final Gate submitGate = new Gate(4, RateWindow.of(SUBMITS), timer, Runnable::run);
        private final Gate checkGate;
        private int running;
        private int found;

        Account(Plan plan, boolean progress, Random random) {
            this.plan = plan;
            this.progress = progress;
            this.random = random;
            this.schedule = new PollSchedule(false, random);
            RateWindow window = plan == Plan.FIXED_GREEDY ? RateWindow.of(CHECKS) : RateWindow.paced(CHECKS);
            this.checkGate = new Gate(4, window, timer, Runnable::run);
        }

        void run(int jobs) {
            for (int i = 0; i < jobs; i++) {
                long millis = 10_000 + random.nextInt(290_000);
                timer.schedule(
                        Duration.ofMillis(random.nextInt((int) HOUR.toMillis())),
                        () -> submitGate.enter(() -> new SimulatedJob(this, millis).accepted()));
            }

            timer.advance(HOUR.multipliedBy(4));

            assertThat(found).isEqualTo(jobs);
            assertThat(checks).allSatisfy(end -> assertThat(
                            checks.stream().filter(check -> check.isAfter(end.minus(HOUR)) && !check.isAfter(end)))
                    .hasSizeLessThanOrEqualTo(CHECKS.count()));
        }
    }

    private static final class SimulatedJob {

        private final Account account;
        private final long millis;
        private final Instant begun;
        private double whole = JobRun.UNKNOWN;

        SimulatedJob(Account account, long millis) {
            this.account = account;
            this.millis = millis;
            this.begun = account.timer.now();
        }

        CompletionStage<?> accepted() {
            account.running++;
            plan(-1);
            return CompletableFuture.completedFuture(null);
        }

        private void plan(double progress) {
            double before = whole;
            whole = PollSchedule.whole(elapsed(), progress, null);
            Duration interval = account.plan == Plan.FAIR
                    ? account.schedule.next(
                            elapsed(),
                            elapsed(),
                            progress,
                            null,
                            before,
                            DurationHistory.NONE,
                            account.checkGate.fairInterval(account.running))
                    : Duration.ofSeconds(5);
            account.timer.schedule(
                    interval,
                    () -> account.checkGate.enter(
                            this::check, account.timer.now().plus(interval).toEpochMilli()));
        }

        private CompletionStage<?> check() {
            account.checks.add(account.timer.now());
            long late = elapsed().toMillis() - millis;
            if (late < 0) {
                plan(account.progress ? (double) elapsed().toMillis() / millis : -1);
            } else {
                account.running--;
                account.found++;
                account.waited += late;
            }
            return CompletableFuture.completedFuture(null);
        }

        private Duration elapsed() {
            return Duration.between(begun, account.timer.now());
        }
    }
}
