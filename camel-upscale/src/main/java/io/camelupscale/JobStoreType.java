package io.camelupscale;

/** Where jobs are kept. */
public enum JobStoreType {
    /** In a database: that of the option {@code dataSource}, else one of its own in the work directory. */
    DATABASE,
    /** In memory: a restart forgets them. */
    MEMORY
}
