package io.camelupscale.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelupscale.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class LimitTest {

    private final List<String> cancelled = new CopyOnWriteArrayList<>();

    @Test
    void eachRequestIsBrokenOffAtItsOwnDeadlineUnlessItIsThrough() {
        long start = System.nanoTime();
        limit("third", 600);
        limit("first", 100);
        limit("through", 200).lift();
        limit("second", 300);

        await().until(() -> cancelled.size() == 3);

        assertThat(cancelled).containsExactly("first", "second", "third");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(600));
    }

    @Test
    void withoutADeadlineNothingIsBrokenOffAndAfterItAtOnce() {
        new Limit(() -> cancelled.add("unlimited"));
        limit("late", 0);

        assertThat(cancelled).containsExactly("late");
    }

    private Limit limit(String request, long millis) {
        return Deadline.within(Duration.ofMillis(millis), () -> new Limit(() -> cancelled.add(request)));
    }
}
