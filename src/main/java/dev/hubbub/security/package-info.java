/**
 * Who is calling, and what they may do. {@link dev.hubbub.security.Caller} is the answer to the first question,
 * {@link dev.hubbub.security.Permissions} to the second. A caller is known by an access token ({@link
 * dev.hubbub.security.TokenVerifier}, whoever issued it) or by a session ({@link dev.hubbub.security.Sessions}); the
 * hub's own issuer is {@link dev.hubbub.security.Issuer}. What is kept is kept through the ports {@link
 * dev.hubbub.security.UserStore}, {@link dev.hubbub.security.ClientStore} and {@link dev.hubbub.security.SessionStore}.
 * HTTP is no matter of this package.
 */
@NullMarked
package dev.hubbub.security;

import org.jspecify.annotations.NullMarked;
