package io.camelupscale.test.node;

/** How a source becomes a result. */
public enum Way {
    /** One route, which waits for its job. */
    WAIT,
    /** A route that submits, and another one that consumes what has finished. */
    SUBMIT
}
