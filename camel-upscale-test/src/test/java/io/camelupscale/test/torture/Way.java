package io.camelupscale.test.torture;

/** How a source becomes a result. */
enum Way {
    /** One route, which waits for its job. */
    WAIT,
    /** A route that submits, and another one that consumes what has finished. */
    SUBMIT
}
