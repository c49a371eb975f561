/** Jobs in a database, so that none is forgotten or paid for twice. Plain JDBC: embedded H2, or PostgreSQL that nodes share. */
@NullMarked
package io.camelupscale.job.jdbc;

import org.jspecify.annotations.NullMarked;
