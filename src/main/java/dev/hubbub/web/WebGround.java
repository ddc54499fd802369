package dev.hubbub.web;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@link WebServer} stands on, and what can be made before anything else is there. Whoever makes it closes it, after
 * the server.
 *
 * @param vertx what the server runs on
 * @param contract the API's contract
 * @param model the same as requests are held against it
 */
public record WebGround(Vertx vertx, Contract contract, OpenAPIContract model) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebGround.class);

    /** Makes it; takes a good part of a second. */
    public static WebGround make() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        try {
            Contract contract = Contract.read();
            return new WebGround(vertx, contract, contract.model(vertx));
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Vert.x did not stop in time", e);
        }
    }
}
