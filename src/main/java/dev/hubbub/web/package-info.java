/**
 * The hub's one HTTP server. {@link dev.hubbub.web.WebServer} starts it and mounts everything in order: guards first
 * (request id, security headers, who is calling), then the API by its contract, then the page, then what integrators'
 * routes serve.
 *
 * <p>An operation of {@code openapi.yaml} is an {@link dev.hubbub.web.Operation}: it gets a {@link dev.hubbub.web.Call}
 * that has passed the contract, gives an {@link dev.hubbub.web.Answer} or throws a {@link dev.hubbub.web.ProblemException}.
 * {@link dev.hubbub.web.Operations} is the list of them all.
 */
@NullMarked
package dev.hubbub.web;

import org.jspecify.annotations.NullMarked;
