package dev.hubbub.web;

import dev.hubbub.security.Authenticator;
import dev.hubbub.security.Clients;
import dev.hubbub.security.Issuer;
import dev.hubbub.security.LogIns;
import dev.hubbub.security.Users;
import dev.hubbub.security.audit.AuditLog;
import java.time.Clock;

/**
 * What the server needs to know callers by.
 *
 * @param authenticator tells callers by what they show
 * @param users people and their passwords
 * @param clients programs and their secrets
 * @param issuer the hub's own, which gives clients their tokens
 * @param logIns lets people and programs in
 * @param audit where it is noted who did what
 */
public record Identity(
        Authenticator authenticator,
        Users users,
        Clients clients,
        Issuer issuer,
        LogIns logIns,
        AuditLog audit,
        Clock clock) {}
