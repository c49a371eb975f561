package io.camelupscale.localupscale.service;

import io.camelupscale.http.Credential;

/** The header in which a service wants to see the token; the original takes either. */
public enum TokenHeader {
    /** {@code Authorization: Bearer TOKEN}. */
    AUTHORIZATION,
    /** {@code X-Auth-Token: TOKEN}, for a service behind a proxy that has a use of its own for {@code Authorization}. */
    X_AUTH_TOKEN;

    public Credential credential(String token) {
        return this == AUTHORIZATION ? Credential.bearer(token) : new Credential("X-Auth-Token", token);
    }
}
