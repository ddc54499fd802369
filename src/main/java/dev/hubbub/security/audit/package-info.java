/**
 * Who did what to the hub: {@link dev.hubbub.security.audit.Act} is one entry, {@link dev.hubbub.security.audit.AuditLog}
 * where they are kept. What is done by the API is noted by the server as the contract says ({@code x-audit}); log-ins
 * and what the hub does for itself are noted where they happen.
 */
@NullMarked
package dev.hubbub.security.audit;

import org.jspecify.annotations.NullMarked;
