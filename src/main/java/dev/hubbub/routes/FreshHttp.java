package dev.hubbub.routes;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpComponentConfigurer;
import org.apache.camel.component.http.HttpEndpointConfigurer;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's HTTP, which looks before each call whether the connection that it has kept is still there. Otherwise what is said into one that
 * the other side has closed may have been taken, as far as anybody can tell, and is not said again. A look takes a millisecond.
 */
final class FreshHttp extends HttpComponent {
    @Override
    @SuppressWarnings("deprecation") // there is no other way to reach the pool
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> registry, int total, int perRoute, SocketConfig config) {
        HttpClientConnectionManager made = super.createConnectionManager(registry, total, perRoute, config);
        if (made instanceof PoolingHttpClientConnectionManager pool) {
            pool.setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS);
        }
        return made;
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return new HttpComponentConfigurer();
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return new HttpEndpointConfigurer();
    }
}
