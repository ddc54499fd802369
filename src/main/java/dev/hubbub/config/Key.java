package dev.hubbub.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every key of {@code config/application.properties}. The reference in docs is made from this list. */
public enum Key {
    DATA("hubbub.data", "data", "Folder of all that the hub keeps: embedded database, keys, log-ins of this machine."),
    ROUTES("hubbub.routes", "routes", "Folder of route files, watched."),
    CONFIG("hubbub.config", "config", "Folder of application.properties, rules/ and channels/, watched."),

    LOG_LEVEL("hubbub.log.level", "info", "How much the hub's own log says: error, warn, info or debug."),
    LOG_FORMAT("hubbub.log.format", "text", "text: a line a record, for people; json: an object a line, for machines."),

    ROUTES_START_TIMEOUT(
            "hubbub.routes.start-timeout",
            "20s",
            "How long one route file may take to be built, and again to start, before it is cut off and stated as failed."),
    ROUTES_HTTP_TIMEOUT(
            "hubbub.routes.http-timeout",
            "30s",
            "How long an HTTP server that a route calls may take to be connected, and to say anything, before the attempt has failed. camel.component.http.… (and .https.…) sets each of Camel's own limits."),
    ROUTES_STOP_TIMEOUT(
            "hubbub.routes.stop-timeout",
            "10s",
            "How long messages under way may take to leave the routes of a file that is changed, paused or deleted."),

    HTTP_HOST("hubbub.http.host", "127.0.0.1", "Address the HTTP server listens on."),
    HTTP_PORT("hubbub.http.port", "8080", "Port of the HTTP server; 0 takes a free one."),
    HTTP_PUBLIC_URL(
            "hubbub.http.public-url",
            "",
            "How browsers reach the hub, if a proxy stands before it; empty: http://host:port."),
    HTTP_OPEN(
            "hubbub.http.open",
            "",
            "Paths of your own routes, comma-separated, that need no token, as /hooks/github. They check their callers themselves."),
    HTTP_TRUSTED_PROXIES(
            "hubbub.http.trusted-proxies",
            "",
            "Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, comma-separated; a range as 10.0.0.0/8."),
    HTTP_METRICS(
            "hubbub.http.metrics",
            "auto",
            "Who may read /observe/metrics: open; token (operators); auto opens it only on a loopback address without a public URL."),
    HTTP_MAX_BODY("hubbub.http.max-body", "1048576", "Largest request body, in bytes; more is answered 413."),
    HTTP_CONNECTIONS("hubbub.http.connections", "12000", "Connections open at once at most; more are closed at once."),
    HTTP_CONNECTIONS_PER_ADDRESS(
            "hubbub.http.connections-per-address",
            "0",
            "Connections open at once from one address that is no trusted proxy; 0: as many as in all."),
    HTTP_REQUEST_TIMEOUT(
            "hubbub.http.request-timeout",
            "20s",
            "How long the headers of a request may take to come, and its body beyond a second for each 8 KiB; who takes longer is cut off."),

    LOGIN_TRIES(
            "hubbub.login.tries",
            "5",
            "Wrong passwords (or secrets) for one name from one address that are free; each further try waits twice as long as the one before (HTTP 429)."),
    LOGIN_TRIES_PER_ADDRESS(
            "hubbub.login.tries-per-address",
            "30",
            "The same for one address, whatever the names. An IPv6 network (/64) counts as one address."),
    LOGIN_LONGEST_WAIT(
            "hubbub.login.longest-wait",
            "15m",
            "The longest such wait; after as long without a try all wrong ones are forgotten."),
    LOGIN_RATE("hubbub.login.rate", "60", "Log-ins of one user in a minute at most (HTTP 429); 0: any number."),

    TOKEN_LIFE("hubbub.token.life", "15m", "How long an access token of a client lasts."),
    TOKEN_RATE("hubbub.token.rate", "600", "Tokens one client gets in a minute at most (HTTP 429); 0: any number."),

    SESSION_IDLE(
            "hubbub.session.idle",
            "12h",
            "How long a browser's session may go unused before it ends; an open event stream alone is no use."),
    SESSION_LIFE("hubbub.session.life", "7d", "How long a browser's session lasts at most."),

    AUDIT_RETENTION("hubbub.audit.retention", "365d", "How long the audit log is kept."),

    DATABASE_URL(
            "hubbub.database.url", "", "JDBC URL of your PostgreSQL; empty: the hub runs its own in the data folder."),
    DATABASE_USER("hubbub.database.user", "hubbub", "User of your PostgreSQL."),
    DATABASE_PASSWORD("hubbub.database.password", "", "Password of that user.", true),
    DATABASE_POOL("hubbub.database.pool", "10", "Connections to the database at most."),
    DATABASE_TIMEOUT(
            "hubbub.database.timeout",
            "30s",
            "How long the database may take for one statement before the hub takes it for hanging and answers 503."),
    DATABASE_SILENCE(
            "hubbub.database.silence",
            "30s",
            "How long another hub on the same database may be silent before what it had in hand is taken over. The same for all of them."),
    ENCRYPTION_KEYS(
            "hubbub.encryption.keys",
            "",
            "Tink key set (JSON) that encrypts messages at rest; empty: data/keys.json, made at the first start.",
            true),
    ENCRYPTION_RATE(
            "hubbub.encryption.rotation.rate",
            "1000",
            "Rows encrypted anew per second at most while the keys change; 0: as many as there can be."),
    ENCRYPTION_GRACE(
            "hubbub.encryption.rotation.grace",
            "10m",
            "How long an old key is kept at least after the new one is in use: longer than any commit may take."),

    OUTSIDE_NETWORKS(
            "hubbub.outside.networks",
            "",
            "Internal networks that webhooks and feeds may reach, comma-separated, as 10.1.0.0/16, 127.0.0.1; all others that are not public are refused, whatever the name that leads there."),
    OUTSIDE_TIMEOUT(
            "hubbub.outside.timeout", "20s", "How long such a call may take as a whole before the attempt has failed."),
    OUTSIDE_TRUST(
            "hubbub.outside.trust",
            "",
            "PEM file of certificates to trust there besides the system's, for self-signed servers."),

    FEED_FIRST(
            "hubbub.feed.first",
            "5",
            "How many entries of a feed that is new are taken, the newest; the others are old news."),
    FEED_MAX_SIZE(
            "hubbub.feed.max-size", "2097152", "Largest feed that is read, in bytes; a larger one is not read at all."),
    FEED_MAX_ENTRIES("hubbub.feed.max-entries", "500", "Entries of one feed that are read at most, the first ones."),

    WEBHOOK_TOLERANCE(
            "hubbub.webhook.tolerance",
            "5m",
            "How far the time in a signed webhook that comes in may lie from the time here; others are refused (HTTP 401)."),

    MESSAGES_RATE(
            "hubbub.messages.rate",
            "50000",
            "Messages one caller may post by the API in a second at most (HTTP 429); 0: any number."),

    INTAKE_QUEUE(
            "hubbub.intake.queue",
            "10000",
            "Messages that may wait for their commit; beyond it senders are slowed (HTTP 503)."),
    INTAKE_BATCH("hubbub.intake.batch", "500", "Messages that commit together at most."),
    INTAKE_MAX_TEXT("hubbub.intake.max-text", "100000", "Longest text of one message, in characters."),
    INTAKE_FILES("hubbub.intake.files", "20", "Files that one message may bring; more are refused, with the message."),
    INTAKE_MAX_FILE("hubbub.intake.max-file", "10485760", "Largest file that a message may bring, in bytes."),
    INTAKE_MAX_FILES(
            "hubbub.intake.max-files",
            "20971520",
            "Bytes of all files of one message at most. By the HTTP API hubbub.http.max-body comes first."),
    INTAKE_WAITING_FILES(
            "hubbub.intake.waiting-files",
            "67108864",
            "Bytes of files that may wait for their commit, of all messages together; beyond it senders are slowed (HTTP 503). Not less than hubbub.intake.max-files."),
    FORM_MAX_SIZE(
            "hubbub.form.max-size",
            "65536",
            "Largest XForm that is looked at, in bytes; a larger text is a message as any other."),
    FORM_DEPTH("hubbub.form.depth", "32", "How deep its elements may be nested."),
    FORM_ELEMENTS("hubbub.form.elements", "2000", "Elements that it may have."),
    FORM_REMEMBER(
            "hubbub.form.remember",
            "30d",
            "How long a form that went to its resource is known, so that it does not go there again if it comes again."),
    PARSER_TIMEOUT(
            "hubbub.parser.timeout",
            "2s",
            "How long one parser may take for one message before it is cut off and skipped."),

    OUTBOX_LANE(
            "hubbub.outbox.lane",
            "1000",
            "Deliveries of one channel held in memory at most; the rest waits in the database."),
    OUTBOX_POLL("hubbub.outbox.poll", "1s", "How often each channel looks in the database for what is due."),

    STREAMS("hubbub.streams", "10000", "Event streams open at once at most; more are answered 503."),
    STREAMS_PER_CALLER("hubbub.streams.per-caller", "100", "Event streams of one caller open at once at most."),
    STREAM_BACKLOG(
            "hubbub.stream.backlog",
            "1048576",
            "Bytes that may wait for one slow reader of a stream before it is cut off; it can resume."),
    STREAM_HEARTBEAT(
            "hubbub.stream.heartbeat",
            "15s",
            "How often each stream gets a comment, and its caller is looked at again: a stream outlives its token, session or user by so long at most."),
    STREAM_PATIENCE(
            "hubbub.stream.patience",
            "30s",
            "How long a reader of a stream may take nothing of what waits for it before it is cut off; it can resume."),
    EVENTS_RETENTION(
            "hubbub.events.retention", "7d", "How long streams can be resumed; older positions get a gap event."),

    TIME_ZONE(
            "hubbub.time-zone",
            "",
            "Time zone of people whose own is not known, as Europe/Berlin; empty: the system's. Jobs keep the system's."),
    BOT_SHOUT_BOXES(
            "hubbub.bot.shout.boxes",
            "team",
            "Shoutboxes that !shout may post to, comma-separated, the usual one first. Whoever can talk to the bot can shout there; empty switches it off."),
    BOT_REMINDERS(
            "hubbub.bot.reminders", "50", "Reminders that one sender may have waiting in one room or direct chat."),
    FORTUNE_FILES(
            "hubbub.fortune.files",
            "/usr/share/games/fortunes,/usr/share/fortune,/usr/share/fortunes,/usr/local/share/games/fortunes,/opt/homebrew/share/games/fortunes",
            "Folders of fortune files, comma-separated; where none is found, the hub has its own sayings."),
    FORTUNE_CRON(
            "hubbub.fortune.cron",
            "0 0 * * * ?",
            "When the fortune job runs, as a Quartz cron expression: second, minute, hour, day, month, weekday. Default: hourly."),
    JOBS_MIN_EVERY(
            "hubbub.jobs.min-every",
            "1m",
            "Shortest time between two runs of a quartz: route; a route that would run more often is refused."),
    RETENTION_CRON(
            "hubbub.retention.cron",
            "0 30 3 * * ?",
            "When messages older than their channel's retention are deleted, as a Quartz cron expression. Channels without a retention keep theirs for ever."),

    XMPP_HOST("hubbub.xmpp.host", "", "Host of your XMPP server; empty: found by DNS (SRV records) from the domain."),
    XMPP_PORT("hubbub.xmpp.port", "5222", "Port of that host."),
    XMPP_DOMAIN(
            "hubbub.xmpp.domain",
            "",
            "XMPP domain of the bot's account, as example.org; the server's certificate must name it. Empty: the sandbox's server is used."),
    XMPP_USER("hubbub.xmpp.user", "hubbub", "The bot's account: what stands before the @."),
    XMPP_PASSWORD("hubbub.xmpp.password", "", "Password of that account.", true),
    XMPP_RESOURCE(
            "hubbub.xmpp.resource",
            "hubbub",
            "Name of the log-in; a second log-in of the same account and name replaces the first."),
    XMPP_PRIORITY("hubbub.xmpp.priority", "0", "Presence priority, -128 to 127."),
    XMPP_TLS(
            "hubbub.xmpp.tls",
            "required",
            "required: encrypted and certificate checked, or no log-in; off: in the clear."),
    XMPP_TRUST(
            "hubbub.xmpp.trust",
            "",
            "PEM file of certificates to trust besides the system's, for a self-signed server."),
    XMPP_NICK("hubbub.xmpp.nick", "hubbub", "The bot's name in rooms; a number is added if somebody else has it."),
    XMPP_ROOM(
            "hubbub.xmpp.room",
            "ops",
            "The room of chatbot/ops: a name, or a whole address as ops@conference.example.org."),
    XMPP_ROOM_SERVICE(
            "hubbub.xmpp.room-service",
            "",
            "Domain of rooms given by name only; empty: conference. and the XMPP domain."),
    XMPP_PING(
            "hubbub.xmpp.ping",
            "30s",
            "After so long a silence the server is asked for a sign of life. Without one within hubbub.xmpp.answer the bot logs in anew."),
    XMPP_ANSWER(
            "hubbub.xmpp.answer",
            "20s",
            "How long the server or a room may take to answer, or to confirm a message; after that the connection counts as lost."),
    XMPP_HELLO(
            "hubbub.xmpp.hello",
            "Hubbub is here. Say !help.",
            "What the bot says when it first comes into a room; empty: nothing."),
    XMPP_SUBSCRIPTIONS(
            "hubbub.xmpp.subscriptions",
            "own",
            "Who may see when the bot is there, and whom the bot sees: own (its domain), all, none, or domains, comma-separated."),
    XMPP_PRESENCE_RATE(
            "hubbub.xmpp.presence-rate",
            "20",
            "Presences and chat states of one room, or of direct messages, told in a second at most; of each person the last counts."),
    XMPP_MAX_TEXT(
            "hubbub.xmpp.max-text",
            "60000",
            "Longest text of one message to the server, in bytes as XML; a longer one is said in pieces. A server ends the stream for what is above its own limit, 10,000 at least."),
    XMPP_FETCH(
            "hubbub.xmpp.fetch",
            "true",
            "true: files that messages name by their address (XEP-0066) are fetched, as hubbub.outside.… and hubbub.intake.… allow; false: they stay links."),

    MAIL_DOMAIN(
            "hubbub.mail.domain",
            "localhost",
            "Mail domains that are the hub's own, comma-separated: the listener takes mail for these alone, and ids of mail sent are made in the first."),
    MAIL_FROM(
            "hubbub.mail.from",
            "",
            "Sender of email/support, as Support <support@example.org>; bounces and answers go there. Empty: support@ and the first domain."),
    MAIL_TO(
            "hubbub.mail.to",
            "",
            "Who gets what is sent to email/support as such and not to somebody by name: addresses, comma-separated."),
    MAIL_SMTP_HOST(
            "hubbub.mail.smtp.host",
            "",
            "Your mail server, which takes what the hub sends. Empty, as hubbub.mail.imap.host and hubbub.mail.listen.port: the sandbox's server is used."),
    MAIL_SMTP_PORT("hubbub.mail.smtp.port", "587", "Port of that host; usual are 587 (starttls), 465 (tls) and 25."),
    MAIL_SMTP_TLS(
            "hubbub.mail.smtp.tls",
            "starttls",
            "starttls: encrypted after the greeting, or nothing is sent; tls: encrypted from the start; off: in the clear."),
    MAIL_SMTP_USER("hubbub.mail.smtp.user", "", "User of that server; empty: it asks for none."),
    MAIL_SMTP_PASSWORD("hubbub.mail.smtp.password", "", "Password of that user.", true),
    MAIL_IMAP_HOST(
            "hubbub.mail.imap.host",
            "",
            "Server of a mailbox that the hub reads, for email/support; empty: it reads none."),
    MAIL_IMAP_PORT("hubbub.mail.imap.port", "993", "Port of that host; usual are 993 (tls) and 143 (starttls)."),
    MAIL_IMAP_TLS("hubbub.mail.imap.tls", "tls", "tls, starttls or off, as with hubbub.mail.smtp.tls."),
    MAIL_IMAP_USER("hubbub.mail.imap.user", "", "User of that mailbox."),
    MAIL_IMAP_PASSWORD("hubbub.mail.imap.password", "", "Password of that user.", true),
    MAIL_IMAP_FOLDER("hubbub.mail.imap.folder", "INBOX", "Folder that is read."),
    MAIL_IMAP_POLL(
            "hubbub.mail.imap.poll", "1m", "How often it is looked at, where the server cannot tell of news (IDLE)."),
    MAIL_LISTEN_PORT(
            "hubbub.mail.listen.port",
            "",
            "Port on which the hub takes mail by SMTP that your mail server hands on, as 2525. Empty: it does not listen."),
    MAIL_LISTEN_HOST("hubbub.mail.listen.host", "127.0.0.1", "Address it listens on for that."),
    MAIL_LISTEN_CERTIFICATE(
            "hubbub.mail.listen.certificate",
            "",
            "PEM file with certificate chain and key, with which encryption (STARTTLS) is offered there; empty: it is not."),
    MAIL_LISTEN_CONNECTIONS("hubbub.mail.listen.connections", "50", "Connections there at once at most; more get 421."),
    MAIL_LISTEN_CONNECTIONS_PER_ADDRESS(
            "hubbub.mail.listen.connections-per-address", "20", "The same from one address."),
    MAIL_LISTEN_RATE(
            "hubbub.mail.listen.rate",
            "600",
            "Mails from one address in a minute at most; more get 451. 0: any number."),
    MAIL_LISTEN_RECIPIENTS("hubbub.mail.listen.recipients", "100", "Recipients of one mail at most; more get 452."),
    MAIL_LISTEN_MEMORY(
            "hubbub.mail.listen.memory",
            "67108864",
            "Bytes of memory for mail that is just coming in; what does not fit gets 452. A mail needs twice its size."),
    MAIL_MAX_SIZE("hubbub.mail.max-size", "10485760", "Largest mail that is taken, in bytes; larger ones get 552."),
    MAIL_MAX_PARTS("hubbub.mail.max-parts", "100", "Parts of one mail at most, at all depths; more are refused (554)."),
    MAIL_MAX_DEPTH(
            "hubbub.mail.max-depth", "10", "How deep parts of a mail may be nested; deeper ones are refused (554)."),
    MAIL_AUTHSERV_ID(
            "hubbub.mail.authserv-id",
            "",
            "Name by which your mail server signs its Authentication-Results, as mx.example.org: what it says of DMARC, DKIM and SPF decides whether a sender is verified. Empty: nobody is."),
    MAIL_TIMEOUT(
            "hubbub.mail.timeout",
            "1m",
            "How long a mail server may take to be connected, and for each answer, before the attempt has failed."),
    MAIL_TRUST(
            "hubbub.mail.trust",
            "",
            "PEM file of certificates to trust besides the system's, for self-signed mail servers."),
    MAIL_PLUS(
            "hubbub.mail.plus",
            "false",
            "Whether answers are asked for at support+ID@…, so that they find their thread also where mail programs forget it. Your mail server has to take such addresses."),

    SANDBOX_SMTP_PORT(
            "hubbub.sandbox.smtp.port",
            "3025",
            "Port of the sandbox's mail server for SMTP on loopback; a free one if it is taken."),
    SANDBOX_IMAP_PORT("hubbub.sandbox.imap.port", "3143", "The same for IMAP, to read what arrived."),
    SMS_HOST(
            "hubbub.sms.host",
            "",
            "Host of your SMSC (SMPP 3.4). Empty: sms/main is off, or the sandbox's SMSC is used."),
    SMS_PORT("hubbub.sms.port", "2775", "Port of that host."),
    SMS_TLS("hubbub.sms.tls", "false", "true: the connection is encrypted, and the certificate must name the host."),
    SMS_TRUST(
            "hubbub.sms.trust",
            "",
            "PEM file of certificates to trust there besides the system's, for a self-signed SMSC."),
    SMS_USER("hubbub.sms.user", "hubbub", "system_id of the account."),
    SMS_PASSWORD("hubbub.sms.password", "", "Password of that account, at most 8 characters in SMPP.", true),
    SMS_SYSTEM_TYPE("hubbub.sms.system-type", "", "system_type, where the SMSC wants one."),
    SMS_SOURCE(
            "hubbub.sms.source",
            "",
            "Sender of what goes out: a number as +4917012345, a short code, or up to 11 letters; empty: the SMSC's own."),
    SMS_SOURCE_TON(
            "hubbub.sms.source-ton",
            "auto",
            "Type of number of the source: a number from 0 to 6; auto: told from its form."),
    SMS_SOURCE_NPI(
            "hubbub.sms.source-npi",
            "auto",
            "Numbering plan of the source: a number from 0 to 18; auto: told from its form."),
    SMS_COUNTRY(
            "hubbub.sms.country",
            "",
            "Where a number without a country code is from, as DE; empty: such numbers are refused."),
    SMS_RECIPIENTS(
            "hubbub.sms.recipients",
            "",
            "Numbers that get what is sent to sms/main as such, comma-separated; empty: only what is sent to a number goes out."),
    SMS_ONCALL("hubbub.sms.oncall", "", "Numbers that get what is sent to sms/oncall, comma-separated."),
    SMS_RATE(
            "hubbub.sms.rate",
            "10",
            "Messages submitted in a second at most, each part of a long text counted; 0: as many as the SMSC takes."),
    SMS_AT_ONCE(
            "hubbub.sms.at-once",
            "1",
            "Texts in hand at once: while some are under way, others are counted. More than one may come out of order; 64 make the most of a connection."),
    SMS_WINDOW("hubbub.sms.window", "10", "Messages of a connection that may wait for the SMSC's answer at once."),
    SMS_ALPHABET(
            "hubbub.sms.alphabet",
            "gsm",
            "How the SMSC writes its default alphabet (data_coding 0): gsm, as 3GPP TS 23.038 numbers the characters; latin1, as ISO 8859-1."),
    SMS_MOST_PARTS(
            "hubbub.sms.most-parts",
            "6",
            "Messages that one text is split into at most, up to 255; the rest is cut off, and dots show it."),
    SMS_SAR(
            "hubbub.sms.sar",
            "false",
            "How parts of a long text are told apart: false, by a user data header; true, by the SMPP parameters sar_…."),
    SMS_PARTS_WAIT(
            "hubbub.sms.parts-wait",
            "10m",
            "How long parts of a long text wait for those that are missing; then what is there goes on."),
    SMS_PART_MISSING("hubbub.sms.part-missing", "[…]", "What stands for a part that did not come."),
    SMS_REPEAT(
            "hubbub.sms.repeat",
            "1m",
            "How long after a text the same one from the same number counts as the SMSC's repeat of it; 0s: never."),
    SMS_ANSWER(
            "hubbub.sms.answer",
            "10s",
            "How long the SMSC may take to answer. A text without an answer is uncertain and not sent again."),
    SMS_PING("hubbub.sms.ping", "30s", "After so long a silence the SMSC is asked for a sign of life (enquire_link)."),
    SMS_RECONNECT(
            "hubbub.sms.reconnect",
            "30s",
            "Longest wait between two attempts to connect; the first comes after half a second, and the wait doubles."),
    SMS_PREFIXES(
            "hubbub.sms.prefixes",
            "",
            "Beginnings of the numbers that may be written to, comma-separated, as +49,+43; empty: all."),
    SMS_PER_NUMBER(
            "hubbub.sms.per-number",
            "100",
            "Messages to one number in a day at most, each part counted; what is beyond is refused for good. 0: any number."),
    SMS_PER_DAY(
            "hubbub.sms.per-day",
            "1000",
            "Messages in a day at most, each part counted; what is beyond is refused for good. 0: any number."),

    X_AUTH(
            "hubbub.x.auth",
            "",
            "How the hub logs in at X. oauth2: with hubbub.x.client-id, .client-secret and .refresh-token; oauth1: with hubbub.x.consumer-key, .consumer-secret, .token and .token-secret; bearer: with hubbub.x.token as it is. Empty: x/main is off, or the sandbox's X is used."),
    X_URL("hubbub.x.url", "https://api.x.com", "Where X's API is; https, but on this machine itself."),
    X_CLIENT_ID("hubbub.x.client-id", "", "Client id of the application, for oauth2."),
    X_CLIENT_SECRET("hubbub.x.client-secret", "", "Client secret; empty for public clients.", true),
    X_REFRESH_TOKEN(
            "hubbub.x.refresh-token",
            "",
            "Refresh token that the account gave the application. It is good once; the hub keeps those that follow.",
            true),
    X_CONSUMER_KEY("hubbub.x.consumer-key", "", "API key of the application, for oauth1."),
    X_CONSUMER_SECRET("hubbub.x.consumer-secret", "", "API key secret.", true),
    X_TOKEN("hubbub.x.token", "", "Access token of the account, for oauth1 and bearer.", true),
    X_TOKEN_SECRET("hubbub.x.token-secret", "", "Access token secret, for oauth1.", true),
    X_QUERY(
            "hubbub.x.query",
            "",
            "What x/search looks for, in the query language of X, as: printer fire -is:retweet. Empty: nothing."),
    X_POLL(
            "hubbub.x.poll",
            "1m",
            "How often X is asked for news, for each of mentions, direct messages and the search. Its limits are obeyed besides."),
    X_TIMEOUT(
            "hubbub.x.timeout",
            "30s",
            "How long X may take to be connected, and to answer. A post without an answer is uncertain and not sent again."),
    X_MOST_POSTS(
            "hubbub.x.most-posts",
            "10",
            "Posts that one text is continued over at most, up to 100; the rest is left out, and dots show it."),

    SIP_SERVER(
            "hubbub.sip.server",
            "",
            "Your SIP server (proxy, registrar, or a single peer), which takes all that the hub sends by SIP: host, or host:port. Names are looked up as hosts, not by SRV. Empty: sip/main is off, or the sandbox's server is used."),
    SIP_TRANSPORT(
            "hubbub.sip.transport",
            "udp",
            "How it is reached: udp, and tcp for what is longer than 1300 bytes; always tcp; or tls, which is encrypted. The hub listens in the same way: by UDP and TCP, or by TLS alone."),
    SIP_CERTIFICATE(
            "hubbub.sip.certificate",
            "",
            "PEM file with the hub's certificate and its unencrypted key, which it shows to those that call it; needed with tls."),
    SIP_TRUST(
            "hubbub.sip.trust",
            "",
            "PEM file of certificates that are believed of the server, besides the system's authorities: its own, or that of an authority. The server's has to name the host of hubbub.sip.server in any case."),
    SIP_ADDRESS(
            "hubbub.sip.address",
            "",
            "The hub's own address, as sip:hubbub@example.org; empty: hubbub at the server's host."),
    SIP_HOST(
            "hubbub.sip.host",
            "127.0.0.1",
            "IP address that the hub listens on, and by which the server reaches it. Without tls: in a network of your own."),
    SIP_PORT(
            "hubbub.sip.port",
            "5060",
            "Port of that address, for UDP and TCP, or for TLS (where 5061 is usual); 0 takes a free one."),
    SIP_USER("hubbub.sip.user", "", "User by which the hub logs in at the server, where that asks."),
    SIP_PASSWORD("hubbub.sip.password", "", "Password of that user.", true),
    SIP_REGISTER(
            "hubbub.sip.register",
            "0s",
            "For how long the hub registers at the server, again before it ends; 0s: not at all, the server knows where the hub is."),
    SIP_TRUSTED(
            "hubbub.sip.trusted",
            "127.0.0.1",
            "Addresses that may send to the hub without a log-in, comma-separated, as 192.0.2.7, 10.1.0.0/16: those of your server. By UDP a stranger in the same network can pretend to be one of them."),
    SIP_IN_USER("hubbub.sip.in.user", "hubbub", "User by which others log in here, to send to the hub."),
    SIP_IN_PASSWORD(
            "hubbub.sip.in.password",
            "",
            "Password of that user; empty: nobody can, only those trusted may send.",
            true),
    SIP_IN_DIGEST(
            "hubbub.sip.in.digest",
            "SHA-256, MD5",
            "Digests that such a log-in may use, the best first. Some programs know MD5 alone, and look at the first only: then MD5."),
    SIP_RECIPIENTS(
            "hubbub.sip.recipients",
            "",
            "Who gets what is sent to sip/main as such, as sip:ana@example.org, comma-separated; empty: only what is sent to somebody goes out."),
    SIP_RATE("hubbub.sip.rate", "20", "Messages sent by sip/main in a second at most; 0: any number."),

    SANDBOX_SIP_PORT(
            "hubbub.sandbox.sip.port",
            "5070",
            "Port of the sandbox's SIP server on loopback; a free one if it is taken."),
    SANDBOX_X_PORT("hubbub.sandbox.x.port", "8089", "Port of the sandbox's X on loopback; a free one if it is taken."),
    SANDBOX_SMS_PORT(
            "hubbub.sandbox.sms.port", "2775", "Port of the sandbox's SMSC on loopback; a free one if it is taken."),
    SANDBOX_WEBHOOK_PORT(
            "hubbub.sandbox.webhook.port",
            "3080",
            "Port of the sandbox's receiver of webhooks on loopback; a free one if it is taken."),
    SANDBOX_XMPP_PORT(
            "hubbub.sandbox.xmpp.port",
            "5222",
            "Port of the sandbox's XMPP server on loopback; a free one if it is taken."),
    SANDBOX_KEEP(
            "hubbub.sandbox.keep",
            "1000",
            "Messages that each peer of the sandbox remembers at most; the oldest goes first."),
    SANDBOX_MEMORY(
            "hubbub.sandbox.memory",
            "33554432",
            "Bytes that these take at most, for each peer. A larger mail is not kept."),
    SANDBOX(
            "hubbub.sandbox",
            "auto",
            "Peers to try the hub with. auto: all of them, if no network is configured, that is, none of hubbub.xmpp.domain, hubbub.mail.smtp.host, hubbub.mail.imap.host, hubbub.mail.listen.port, hubbub.sms.host, hubbub.x.auth and hubbub.sip.server is given; on: also beside others, for each network that is not configured; off: none.");

    private static final Map<String, Key> BY_PROPERTY =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Key::property, key -> key));

    private final String property;
    private final String fallback;
    private final String meaning;
    private final boolean secret;

    Key(String property, String fallback, String meaning) {
        this(property, fallback, meaning, false);
    }

    Key(String property, String fallback, String meaning, boolean secret) {
        this.property = property;
        this.fallback = fallback;
        this.meaning = meaning;
        this.secret = secret;
    }

    /** The key of this name, if there is one. */
    public static Optional<Key> of(String property) {
        return Optional.ofNullable(BY_PROPERTY.get(property));
    }

    /** The key as it is written in the file: {@code hubbub.http.port}. */
    public String property() {
        return property;
    }

    /** The key as an environment variable: {@code HUBBUB_HTTP_PORT}. */
    public String variable() {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value where nobody says otherwise. */
    public String fallback() {
        return fallback;
    }

    /** One or two sentences for the reference. */
    public String meaning() {
        return meaning;
    }

    /** Whether the value must never be shown. */
    public boolean secret() {
        return secret;
    }
}
