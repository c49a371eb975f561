package io.camelupscale.spi;

/** What a provider knows of a submit that was not answered. */
public sealed interface Lookup {

    /** It was accepted, as this job. */
    record Found(RemoteJob job) implements Lookup {}

    /** It is not in the provider's list. Asked again a while later, that means it was never accepted. */
    record Absent() implements Lookup {}

    /** There is no telling, for example because several jobs look alike. */
    record Unclear(String why) implements Lookup {}
}
