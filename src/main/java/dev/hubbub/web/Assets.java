package dev.hubbub.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Files of the class path that browsers get: read once, kept with their digest ({@code ETag}) and compressed. Only known
 * kinds of files from the named folders are ever read.
 */
final class Assets {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("webmanifest", "application/manifest+json"));

    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    /** A file ready to be sent. */
    record Asset(Buffer bytes, @Nullable Buffer gzip, String type, String etag) {}

    /** The file of this resource name, if there is one and it is of a known kind. Reads the class path the first time. */
    Optional<Asset> find(String resource) {
        Asset asset = known.get(resource);
        if (asset != null) {
            return Optional.of(asset);
        }
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        if (type == null || resource.contains("..") || resource.contains("//")) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream("/" + resource)) {
            if (in == null) {
                return Optional.empty();
            }
            Asset read = of(in.readAllBytes(), type);
            known.put(resource, read);
            return Optional.of(read);
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }

    /** A file made from bytes. */
    static Asset of(byte[] bytes, String type) {
        byte[] zipped = type.startsWith("image/p") || type.startsWith("font/") ? bytes : gzip(bytes);
        boolean worth = zipped.length < bytes.length * 9 / 10;
        String etag = "\"" + HexFormat.of().formatHex(Call.sha256(bytes), 0, 12) + "\"";
        return new Asset(Buffer.buffer(bytes), worth ? Buffer.buffer(zipped) : null, type, etag);
    }

    /** Sends a file, or 304 if the browser has it. */
    static void send(RoutingContext context, Asset asset, String cacheControl) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("ETag", asset.etag()).putHeader("Cache-Control", cacheControl);
        response.putHeader("Vary", "Accept-Encoding");
        String has = request.getHeader("If-None-Match");
        if (has != null && has.contains(asset.etag())) {
            response.setStatusCode(304).end();
            return;
        }
        response.putHeader("Content-Type", asset.type());
        String accepts = request.getHeader("Accept-Encoding");
        Buffer gzip = asset.gzip();
        if (gzip != null && accepts != null && accepts.contains("gzip")) {
            response.putHeader("Content-Encoding", "gzip").end(gzip);
        } else {
            response.end(asset.bytes());
        }
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException("memory is always written", e);
        }
        return out.toByteArray();
    }
}
