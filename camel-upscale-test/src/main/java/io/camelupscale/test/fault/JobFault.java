package io.camelupscale.test.fault;

import java.time.Duration;

/** What goes wrong with one job, from when it is accepted. */
public sealed interface JobFault {

    /** It never gets beyond this progress, 0 to 1. */
    record Stuck(double progress) implements JobFault {}

    /** Nobody knows it any more when this time has passed since it was accepted. */
    record Vanished(Duration after) implements JobFault {}

    /** While it runs, its state is a word that no client knows. */
    record UnknownWord(String word) implements JobFault {}

    /**
     * It fails when its time is over.
     *
     * @param inputFault whether the source is at fault
     */
    record Failure(String code, String message, boolean inputFault) implements JobFault {}

    /** Its result has the source's size plus one pixel each way. */
    record WrongSize() implements JobFault {}

    /** Its result has the right size and one colour. */
    record FlatColour() implements JobFault {}

    static JobFault stuckAt(double progress) {
        return new Stuck(progress);
    }

    static JobFault vanishesAfter(Duration duration) {
        return new Vanished(duration);
    }

    static JobFault unknownWord(String word) {
        return new UnknownWord(word);
    }

    static JobFault fails(String code, String message) {
        return new Failure(code, message, false);
    }

    static JobFault refusesInput(String code, String message) {
        return new Failure(code, message, true);
    }

    static JobFault wrongSize() {
        return new WrongSize();
    }

    static JobFault flatColour() {
        return new FlatColour();
    }
}
