package io.camelupscale.test.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What goes wrong with one request. */
public sealed interface Fault {

    /**
     * It is refused before anything is done.
     *
     * @param retryAfter what the answer says in {@code Retry-After}; null for nothing
     * @param asDate     whether it says so as an HTTP date, by the service's clock, instead of in seconds
     */
    record Refusal(int status, @Nullable Duration retryAfter, boolean asDate) implements Fault {}

    /** The connection is reset before the body is read: nothing is done. */
    record ResetBefore() implements Fault {}

    /** What was asked for is done, and then the connection is reset instead of answering. */
    record ResetAfter() implements Fault {}

    /** What was asked for is done, and answered 200 with an HTML page that no service would send. */
    record Garbage() implements Fault {}

    /** What was asked for is done, and the second half of the answer's body is left out, as if it ended there. */
    record HalfBody() implements Fault {}

    /** The connection is closed after so many bytes of the announced body. */
    record Truncation(long bytes) implements Fault {}

    /** The body stops after so many bytes and goes on when the hold is released. */
    record Stall(long bytes, Hold hold) implements Fault {}

    /** The request is carried out when so much time has passed on the service's clock. */
    record Delay(Duration duration) implements Fault {}

    /** The request is carried out when the hold is released. */
    record Held(Hold hold) implements Fault {}

    /** The link that is used has expired; the job tells a new one from now on. For downloads. */
    record ExpiredLink() implements Fault {}

    static Fault status(int status) {
        return new Refusal(status, null, false);
    }

    /** 429 with {@code Retry-After} in seconds. */
    static Fault tooManyRequests(Duration retryAfter) {
        return new Refusal(429, retryAfter, false);
    }

    /** 429 with {@code Retry-After} as an HTTP date. */
    static Fault tooManyRequestsUntil(Duration retryAfter) {
        return new Refusal(429, retryAfter, true);
    }

    static Fault resetBefore() {
        return new ResetBefore();
    }

    /** The lost answer: of a submit, the job exists and is charged. */
    static Fault resetAfter() {
        return new ResetAfter();
    }

    static Fault garbage() {
        return new Garbage();
    }

    /** Truncated JSON. */
    static Fault halfBody() {
        return new HalfBody();
    }

    static Fault truncatedAfter(long bytes) {
        return new Truncation(bytes);
    }

    static Fault stalledAfter(long bytes, Hold hold) {
        return new Stall(bytes, hold);
    }

    static Fault delay(Duration duration) {
        return new Delay(duration);
    }

    static Fault heldBy(Hold hold) {
        return new Held(hold);
    }

    static Fault expiredLink() {
        return new ExpiredLink();
    }
}
