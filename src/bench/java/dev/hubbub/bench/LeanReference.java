package dev.hubbub.bench;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * The least that could be done: Vert.x takes a body, one writer drains what has come during its last commit, COPYs the same
 * rows as the hub (message, two deliveries, one line of trace) into the same tables and indexes, and answers after the
 * commit. No token, no parsing, no rules, no encryption; nothing is sent on.
 */
final class LeanReference {
    /** Where a body is many messages, a line each. */
    static final String BULK = "/bulk";

    private static final int BATCH = 1000;
    private static final int WRITERS = 1;

    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(20_000);
    private final List<String> terms = terms();

    /** @param messages a text each; nearly always one */
    private record Waiting(HttpServerRequest request, Context context, String[] messages) {}

    private LeanReference() {}

    /** Runs until it is killed; the arguments are port, JDBC URL, user and password. */
    public static void main(String[] arguments) throws Exception {
        Flyway.configure()
                .dataSource(arguments[1], arguments[2], arguments[3])
                .load()
                .migrate();
        LeanReference reference = new LeanReference();
        for (int i = 0; i < WRITERS; i++) {
            Connection connection = DriverManager.getConnection(arguments[1], arguments[2], arguments[3]);
            connection.setAutoCommit(false);
            new Thread(() -> reference.write(connection), "writer-" + i).start();
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[0]))
                        .setTcpNoDelay(true))
                .requestHandler(request -> reference.take(vertx, request))
                .listen();
    }

    private void take(Vertx vertx, HttpServerRequest request) {
        Context context = vertx.getOrCreateContext();
        request.body().onSuccess(body -> {
            String text = body.toString(StandardCharsets.ISO_8859_1);
            String[] messages = request.path().equals(BULK) ? text.split("\n") : new String[] {text};
            if (!queue.offer(new Waiting(request, context, messages))) {
                request.response().setStatusCode(503).end();
            }
        });
    }

    private void write(Connection connection) {
        List<Waiting> batch = new ArrayList<>(BATCH);
        try {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            while (true) {
                batch.clear();
                Waiting next = queue.take();
                int messages = 0;
                while (next != null) {
                    batch.add(next);
                    messages += next.messages().length;
                    next = messages < BATCH ? queue.poll() : null;
                }
                store(copies, batch);
                connection.commit();
                answer(batch);
            }
        } catch (InterruptedException | SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void store(CopyManager copies, List<Waiting> batch) throws SQLException, IOException {
        StringBuilder messages = new StringBuilder(1 << 16);
        StringBuilder deliveries = new StringBuilder(1 << 16);
        StringBuilder traces = new StringBuilder(1 << 16);
        String now = Instant.now().toString();
        for (String text : batch.stream()
                .flatMap(one -> java.util.Arrays.stream(one.messages()))
                .toList()) {
            UUID id = UuidCreator.getTimeOrderedEpochPlus1();
            messages.append(id)
                    .append('\t')
                    .append(now)
                    .append("\tshoutbox/team\tacct:admin@hub\tnormal\tt\t0\t{}\t{}\tf\tf\t")
                    .append(text.replace("\\", "\\\\"))
                    .append('\t')
                    .append(terms.get((int) (id.getLeastSignificantBits() & 1023)))
                    .append('\n');
            for (int i = 1; i <= 2; i++) {
                deliveries
                        .append(UuidCreator.getTimeOrderedEpochPlus1())
                        .append('\t')
                        .append(id)
                        .append("\tsink/")
                        .append(i)
                        .append("\tpending\t1\t")
                        .append(now)
                        .append('\t')
                        .append(now)
                        .append('\n');
            }
            traces.append(UuidCreator.getTimeOrderedEpochPlus1())
                    .append("\tmessage.stored\t")
                    .append(now)
                    .append('\t')
                    .append(id)
                    .append(
                            "\tshoutbox/team\tnothing to tell of it but that it was stored, which takes about so many bytes"
                                    + " as what the hub tells of two rules that matched\n");
        }
        copy(
                copies,
                "message (id, received_at, channel, sender, priority, verified, hops, visited, assignees, actionable,"
                        + " actioned, content, terms)",
                messages);
        copy(copies, "delivery (id, message_id, channel, state, attempts, due_at, updated_at)", deliveries);
        copy(copies, "trace_event (id, type, at, message_id, channel, detail)", traces);
    }

    private static void copy(CopyManager copies, String into, StringBuilder rows) throws SQLException, IOException {
        copies.copyIn(
                "copy " + into + " from stdin",
                new java.io.ByteArrayInputStream(rows.toString().getBytes(StandardCharsets.ISO_8859_1)),
                1 << 16);
    }

    /** One hop to each event loop for all of its answers. */
    private static void answer(List<Waiting> batch) {
        List<Waiting> done = List.copyOf(batch);
        done.stream()
                .map(Waiting::context)
                .distinct()
                .forEach(context -> context.runOnContext(unused -> {
                    for (Waiting one : done) {
                        if (one.context() == context) {
                            one.request()
                                    .response()
                                    .setStatusCode(201)
                                    .end("{\"id\":\"00000000-0000-0000-0000-000000000000\"}");
                        }
                    }
                }));
    }

    /** Made beforehand: what texts as those of the load would have for the index of words. */
    private static List<String> terms() {
        Random random = new Random(3);
        Texts texts = new Texts(3);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 1024; i++) {
            StringBuilder array = new StringBuilder("{");
            List.of(texts.next(300).split(" ")).stream()
                    .distinct()
                    .forEach(word ->
                            array.append(array.length() > 1 ? "," : "").append(word.hashCode() * 0x9E3779B97F4A7C15L));
            made.add(array.append('}').toString());
        }
        java.util.Collections.shuffle(made, random);
        return made;
    }
}
