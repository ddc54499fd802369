package dev.hubbub.channel;

import dev.hubbub.config.AddressRange;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP calls to servers of other people: only to public addresses or networks that are allowed by name, each within a time
 * limit as a whole, no more of an answer read than is wanted; no redirect is followed, no cookie kept, nothing unpacked.
 */
public final class Outside implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outside.class);
    private static final int CONNECTIONS = 100;
    private static final int CONNECTIONS_PER_HOST = 20;

    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Duration timeout;

    /**
     * What came back.
     *
     * @param body at most as many bytes as were wanted
     * @param whole whether that is all of it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answer(int status, List<Map.Entry<String, String>> headers, byte[] body, boolean whole) {
        public Answer {
            headers = List.copyOf(headers);
        }

        /** The first header of that name. */
        public Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }
    }

    Outside(DnsResolver names, List<AddressRange> allowed, Duration timeout, @Nullable SSLContext tls) {
        this.timeout = timeout;
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "hubbub-outside");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
        Timeout limit = Timeout.ofMilliseconds(timeout.toMillis());
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(new PublicAddresses(names, allowed))
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limit)
                        .setSocketTimeout(limit)
                        .build());
        if (tls != null) {
            connections.setTlsSocketStrategy(new DefaultClientTlsStrategy(tls));
        }
        this.client = HttpClients.custom()
                .setConnectionManager(connections.build())
                .setUserAgent("Hubbub")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(limit)
                        .setResponseTimeout(limit)
                        .setAuthenticationEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .build();
    }

    /** As the keys {@code hubbub.outside.…} say. */
    public static Outside of(Settings settings) {
        return new Outside(
                SystemDefaultDnsResolver.INSTANCE,
                settings.words(Key.OUTSIDE_NETWORKS).stream()
                        .map(Outside::range)
                        .toList(),
                settings.duration(Key.OUTSIDE_TIMEOUT),
                settings.has(Key.OUTSIDE_TRUST) ? trusting(settings.path(Key.OUTSIDE_TRUST)) : null);
    }

    private static AddressRange range(String text) {
        try {
            return AddressRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(Key.OUTSIDE_NETWORKS.property() + ": " + e.getMessage() + ".");
        }
    }

    private static SSLContext trusting(Path certificates) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {Trust.besidesSystem(certificates)}, null);
            return context;
        } catch (NoSuchFileException e) {
            throw new SettingsException(Key.OUTSIDE_TRUST.property() + ": there is no file " + certificates + ".");
        } catch (GeneralSecurityException | IOException e) {
            throw new SettingsException(Key.OUTSIDE_TRUST.property() + ": " + e.getMessage() + ".");
        }
    }

    /**
     * Calls a server and reads its answer.
     *
     * @param body or null for none
     * @param mostBytes of the answer's body that are read at most
     * @throws InternalAddressException if the host is within a network that may not be called
     * @throws IOException if there is no answer, or not in time
     */
    public Answer call(String method, URI url, Map<String, String> headers, byte @Nullable [] body, int mostBytes)
            throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, url);
        headers.forEach(request::setHeader);
        if (body != null) {
            // its type is one of the headers
            request.setEntity(new ByteArrayEntity(body, null));
        }
        Future<?> deadline = deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return answer(client.executeOpen(RoutingSupport.determineHost(request), request, null), request, mostBytes);
        } catch (InternalAddressException e) {
            throw e;
        } catch (IOException e) {
            // the deadline itself is not done before it has closed the connection
            throw request.isCancelled()
                    ? new IOException("no whole answer within " + timeout.toMillis() + " ms", e)
                    : e;
        } catch (HttpException e) {
            throw new IOException("the URL cannot be called", e);
        } finally {
            boolean unused = deadline.cancel(false);
        }
    }

    private static Answer answer(ClassicHttpResponse response, HttpUriRequestBase request, int mostBytes)
            throws IOException {
        try {
            Answer answer = answer(response, mostBytes);
            if (!answer.whole()) {
                // or closing would read the rest, however much it is
                boolean unused = request.cancel();
            }
            return answer;
        } finally {
            close(response);
        }
    }

    private static void close(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("a connection did not close cleanly: {}", e.toString());
        }
    }

    private static Answer answer(ClassicHttpResponse response, int mostBytes) throws IOException {
        List<Map.Entry<String, String>> headers =
                Arrays.stream(response.getHeaders()).map(Outside::pair).toList();
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new Answer(response.getCode(), headers, new byte[0], true);
        }
        InputStream in = entity.getContent();
        byte[] read = in.readNBytes(mostBytes);
        boolean whole = read.length < mostBytes || in.read() < 0;
        return new Answer(response.getCode(), headers, read, whole);
    }

    private static Map.Entry<String, String> pair(Header header) {
        return Map.entry(header.getName(), header.getValue() == null ? "" : header.getValue());
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }
}
