package dev.hubbub.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.LinkedHashSet;
import java.util.Set;

/** Plain Vert.x: what is posted is made a frame once, and written to everybody. No token, no filter, nothing kept. */
final class StreamReference {
    private final Set<HttpServerResponse> readers = new LinkedHashSet<>();

    private StreamReference() {}

    /** Runs until it is killed; the first argument is the port, the others are not looked at. */
    public static void main(String[] arguments) {
        StreamReference reference = new StreamReference();
        var unused = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true))
                .createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(Integer.parseInt(arguments[0]))
                        .setTcpNoDelay(true))
                .requestHandler(reference::take)
                .listen();
    }

    private void take(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (request.method().name().equals("POST")) {
            var unused = request.body().onSuccess(body -> {
                Buffer frame = Buffer.buffer("data: ").appendBuffer(body).appendString("\n\n");
                readers.forEach(reader -> reader.write(frame));
                response.setStatusCode(201).end();
            });
            return;
        }
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        var unused = response.write(":\n\n");
        readers.add(response);
        request.connection().closeHandler(closed -> readers.remove(response));
    }
}
