package io.camelupscale.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualJobTimer timer = new ManualJobTimer();
    private final Instant start = timer.now();
    private final List<String> through = new ArrayList<>();

    @Test
    void noMoreCallsThanAllowedAreUnderWayAtOnce() {
        Gate gate = gate(2, null);
        CompletableFuture<Void> first = new CompletableFuture<>();

        gate.enter(call("first", first));
        gate.enter(call("second", new CompletableFuture<>()));
        gate.enter(call("third", new CompletableFuture<>()));
        timer.advance(SECOND);
        assertThat(through).containsExactly("first", "second");

        first.complete(null);
        assertThat(through).containsExactly("first", "second", "third");
    }

    @Test
    void oneThatEndsWithinAMomentMakesRoomForTheNext() {
        Gate gate = gate(10, null);
        CompletableFuture<Void> first = new CompletableFuture<>();
        gate.enter(call("first", first));
        gate.enter(call("second", new CompletableFuture<>()));
        assertThat(through).containsExactly("first");

        first.complete(null);
        assertThat(through).containsExactly("first", "second");
    }

    @Test
    void callsThatTakeLongGoOnBesideEachOtherTwiceAsManyAfterEachMoment() {
        Gate gate = gate(12, null);
        for (int i = 0; i < 20; i++) {
            gate.enter(call("call " + i, new CompletableFuture<>()));
        }

        List<Integer> underWay = new ArrayList<>();
        for (int moment = 0; moment < 6; moment++) {
            underWay.add(through.size());
            timer.advance(Gate.MOMENT);
        }

        assertThat(underWay).containsExactly(1, 2, 4, 8, 12, 12);
    }

    @Test
    void oneWorkerMakesCallsThatAreQuickOneAfterTheOther() {
        List<Runnable> tasks = new ArrayList<>();
        Gate gate = new Gate(10, RateWindow.of(null), timer, tasks::add);
        for (int i = 0; i < 100; i++) {
            gate.enter(call("call " + i, done()));
        }

        assertThat(tasks).hasSize(1);
        tasks.get(0).run();

        assertThat(through).hasSize(100).startsWith("call 0", "call 1").endsWith("call 99");
        assertThat(tasks).hasSize(1);
    }

    @Test
    void aWorkerThatHasMadeCallsForAMomentIsFreeForOtherTasksBeforeItGoesOn() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        Gate gate = new Gate(1, RateWindow.of(null), timer, tasks::add);
        for (int i = 0; i < 4; i++) {
            gate.enter(() -> {
                timer.advance(Gate.MOMENT.dividedBy(2));
                through.add("call");
                return done();
            });
        }
        tasks.add(() -> through.add("other"));

        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }

        assertThat(through).containsExactly("call", "call", "other", "call", "call");
    }

    @Test
    void aCallThatFailsMakesRoomAsWell() {
        Gate gate = gate(1, null);
        CompletableFuture<Void> first = new CompletableFuture<>();
        gate.enter(call("first", first));
        gate.enter(call("second", done()));
        first.completeExceptionally(new IllegalStateException("no answer"));

        assertThatThrownBy(() -> gate.enter(() -> {
                    throw new IllegalStateException("no call");
                }))
                .hasMessage("no call");
        gate.enter(call("third", done()));

        assertThat(through).containsExactly("first", "second", "third");
    }

    @Test
    void callsWithoutATimeKeepTheirOrder() {
        Gate gate = gate(1, null);
        gate.pause(SECOND);
        for (int i = 0; i < 100; i++) {
            gate.enter(call("call " + i, done()));
        }

        timer.advance(SECOND);

        assertThat(through)
                .hasSize(100)
                .startsWith("call 0", "call 1", "call 2")
                .endsWith("call 99");
    }

    @Test
    void theCallThatIsDueFirstGoesFirstAndOneThatIsNeverDueLast() {
        Gate gate = gate(1, null);
        gate.pause(SECOND);
        gate.enter(call("some time", done()), Long.MAX_VALUE);
        gate.enter(call("in an hour", done()), start.plus(HOUR).toEpochMilli());
        gate.enter(call("in a minute", done()), start.plusSeconds(60).toEpochMilli());
        gate.enter(call("in a minute, too", done()), start.plusSeconds(60).toEpochMilli());
        gate.enter(call("now", done()));

        timer.advance(SECOND);

        assertThat(through).containsExactly("now", "in a minute", "in a minute, too", "in an hour", "some time");
    }

    @Test
    void aCallThatCanWaitIsNotStarvedByHastyOnesThatKeepComing() {
        Gate gate = gate(1, new Rate(1, Duration.ofSeconds(10)));
        for (int i = 0; i < 3; i++) {
            gate.enter(new Hasty(gate), start.plusSeconds(2).toEpochMilli());
        }
        gate.enter(call("patient", done()), start.plusSeconds(30).toEpochMilli());

        timer.advance(Duration.ofSeconds(50));
        assertThat(through).doesNotContain("patient");

        timer.advance(Duration.ofSeconds(20));
        assertThat(through).contains("patient");
    }

    @Test
    void aPauseHoldsEverybodyUpAndAShorterOneDoesNotEndIt() {
        Gate gate = gate(5, null);
        gate.pause(Duration.ofSeconds(10));
        gate.pause(SECOND);
        gate.enter(call("call", done()));

        timer.advance(Duration.ofSeconds(9));
        assertThat(through).isEmpty();

        timer.advance(SECOND);
        assertThat(through).containsExactly("call");
    }

    @Test
    void aPauseThatGrowsWhileCallsWaitHoldsThemUpToItsNewEnd() {
        Gate gate = gate(5, null);
        gate.pause(Duration.ofSeconds(10));
        gate.enter(call("call", done()));
        gate.pause(Duration.ofSeconds(20));

        timer.advance(Duration.ofSeconds(19));
        assertThat(through).isEmpty();

        timer.advance(SECOND);
        assertThat(through).containsExactly("call");
    }

    @Test
    void aGateSetsOneAlarmHoweverManyCallsWait() {
        Gate gate = gate(100, new Rate(2, HOUR));
        for (int i = 0; i < 5; i++) {
            gate.enter(call("call " + i, done()));
            gate.pause(Duration.ofMinutes(i));
            assertThat(timer.alarms()).isLessThanOrEqualTo(1);
        }
        for (int hour = 1; hour <= 2; hour++) {
            assertThat(timer.alarms()).isEqualTo(1);
            timer.advance(HOUR);
        }

        assertThat(through).hasSize(5);
        assertThat(timer.alarms()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noPeriodSeesMoreCallsThanTheRateWhereverItBeginsAndHoweverLongTheyTake(boolean paced) {
        Rate rate = new Rate(10, Duration.ofMinutes(1));
        Gate gate = new Gate(4, paced ? RateWindow.paced(rate) : RateWindow.of(rate), timer, Runnable::run);
        Random random = new Random(7);
        List<Instant> counted = new ArrayList<>(); // somewhere between begin and end of each call
        for (int i = 0; i < 300; i++) {
            timer.schedule(
                    Duration.ofMillis(random.nextInt(1_200_000)),
                    () -> gate.enter(() -> {
                        CompletableFuture<Void> call = new CompletableFuture<>();
                        long way = random.nextInt(10_000);
                        timer.schedule(Duration.ofMillis(way), () -> counted.add(timer.now()));
                        timer.schedule(Duration.ofMillis(way + random.nextInt(10_000)), () -> call.complete(null));
                        return call;
                    }));
        }

        timer.advance(HOUR);

        assertThat(counted).hasSize(300);
        NavigableSet<Instant> times = new TreeSet<>(counted);
        assertThat(times).allSatisfy(time -> assertThat(counted.stream()
                        .filter(other -> !other.isAfter(time) && other.isAfter(time.minus(rate.period()))))
                .hasSizeLessThanOrEqualTo(rate.count()));
    }

    @Test
    void whoComesLateToAPacedGateNeverWaitsForAWholePeriod() {
        Gate gate = paced(new Rate(100, HOUR));
        for (int i = 0; i < 90; i++) {
            gate.enter(call("patient " + i, done()), start.plus(HOUR).toEpochMilli());
        }
        timer.advance(Duration.ofMinutes(10));
        assertThat(through).hasSizeBetween(50, 60);

        gate.enter(call("late", done()));

        timer.advance(Duration.ofSeconds(72));
        assertThat(through).contains("late");
    }

    @Test
    void theFairIntervalGrowsWithTheCallersAndWithWhatIsUsed() {
        Gate gate = paced(new Rate(100, HOUR));
        assertThat(gate.fairInterval(50)).isZero();

        for (int i = 0; i < 50; i++) {
            gate.enter(call("call " + i, done()));
        }

        assertThat(gate.fairInterval(1)).isEqualTo(Duration.ofSeconds(36));
        assertThat(gate.fairInterval(50)).isEqualTo(Duration.ofMinutes(30));
        assertThat(gate(100, null).fairInterval(50)).isZero();
    }

    @Test
    void aClosedGateLetsNobodyThroughAnyMore() {
        Gate gate = gate(5, null);
        gate.pause(SECOND);
        gate.enter(call("waiting", done()));

        CompletionStage<Void> closed = gate.close();
        gate.enter(call("late", done()));
        timer.advance(HOUR);

        assertThat(closed.toCompletableFuture()).isCompleted();
        assertThat(through).isEmpty();
        assertThat(timer.alarms()).isZero();
    }

    @Test
    void closingIsOverWhenTheCallsUnderWayHaveEnded() {
        Gate gate = gate(5, null);
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        gate.enter(call("first", first));
        gate.enter(call("second", second));
        timer.advance(SECOND);

        CompletionStage<Void> closed = gate.close();
        first.complete(null);
        assertThat(closed.toCompletableFuture()).isNotDone();

        second.completeExceptionally(new IllegalStateException("no answer"));
        assertThat(closed.toCompletableFuture()).isCompleted();
        assertThat(gate.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void aGateWhoseWorkersAreShutDownCanBeClosed() {
        Gate gate = new Gate(5, RateWindow.of(null), timer, task -> {
            throw new RejectedExecutionException("shut down");
        });

        assertThatThrownBy(() -> gate.enter(call("call", done()))).isInstanceOf(RejectedExecutionException.class);

        assertThat(gate.close().toCompletableFuture()).isCompleted();
    }

    @Test
    void tenThousandCallsOfManyThreadsAllGetThroughAndNeverTooManyAtOnce() throws InterruptedException {
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            Gate gate = new Gate(3, RateWindow.of(new Rate(20_000, HOUR)), timer, workers);
            AtomicInteger underWay = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            CountDownLatch all = new CountDownLatch(10_000);
            for (int i = 0; i < 10_000; i++) {
                long by = start.plusSeconds(i % 100).toEpochMilli();
                workers.execute(() -> gate.enter(
                        () -> {
                            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            underWay.decrementAndGet();
                            all.countDown();
                            return done();
                        },
                        by));
            }

            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(most.get()).isBetween(1, 3);
            assertThat(gate.close().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        } finally {
            workers.shutdownNow();
        }
    }

    private Gate gate(int parallel, @Nullable Rate rate) {
        return new Gate(parallel, RateWindow.of(rate), timer, Runnable::run);
    }

    private Gate paced(Rate rate) {
        return new Gate(100, RateWindow.paced(rate), timer, Runnable::run);
    }

    private Supplier<CompletionStage<?>> call(String name, CompletionStage<?> end) {
        return () -> {
            through.add(name);
            return end;
        };
    }

    private static CompletionStage<?> done() {
        return CompletableFuture.completedFuture(null);
    }

    /** Enters again whenever it was let through, as if due two seconds later. */
    private final class Hasty implements Supplier<CompletionStage<?>> {

        private final Gate gate;

        Hasty(Gate gate) {
            this.gate = gate;
        }

        @Override
        public CompletionStage<?> get() {
            through.add("hasty");
            timer.schedule(
                    SECOND, () -> gate.enter(this, timer.now().plusSeconds(2).toEpochMilli()));
            return done();
        }
    }
}
