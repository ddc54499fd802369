package dev.hubbub.routes;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Components that behave badly on purpose, and one that counts. */
final class Peers {

    private Peers() {}

    /** {@code count:name} counts what it is sent, over all contexts. */
    static final class Count extends DefaultComponent {
        private final Map<String, AtomicInteger> counters;

        Count(Map<String, AtomicInteger> counters) {
            this.counters = counters;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new Plain(uri, this) {
                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            counters.computeIfAbsent(remaining, name -> new AtomicInteger())
                                    .incrementAndGet();
                        }
                    };
                }
            };
        }
    }

    /** {@code stuck:start} never starts; {@code stuck:deaf} does not even notice that it is interrupted. */
    static final class Stuck extends DefaultComponent {
        static final Map<String, CountDownLatch> WAY_OUT = new ConcurrentHashMap<>();

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new Plain(uri, this) {
                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() throws Exception {
                            if (remaining.equals("deaf")) {
                                deaf();
                            }
                            new CountDownLatch(1).await();
                        }
                    };
                }
            };
        }

        private static void deaf() {
            CountDownLatch end = WAY_OUT.computeIfAbsent("deaf", name -> new CountDownLatch(1));
            while (end.getCount() > 0) {
                Thread.interrupted();
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    /** {@code flaky:name} does not start until its counter says so. */
    static final class Flaky extends DefaultComponent {
        private final AtomicInteger failuresLeft;

        Flaky(AtomicInteger failuresLeft) {
            this.failuresLeft = failuresLeft;
        }

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            return new Plain(uri, this) {
                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor) {
                        @Override
                        protected void doStart() throws Exception {
                            if (failuresLeft.getAndDecrement() > 0) {
                                throw new java.net.ConnectException("Connection refused by " + remaining);
                            }
                        }
                    };
                }
            };
        }
    }

    /** Stands for any component that can be read from and written to, as {@code hub:}. */
    static final class Any extends DefaultComponent {
        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
            parameters.clear();
            return new Plain(uri, this) {
                @Override
                public Consumer createConsumer(Processor processor) {
                    return new DefaultConsumer(this, processor);
                }

                @Override
                public Producer createProducer() {
                    return new DefaultProducer(this) {
                        @Override
                        public void process(Exchange exchange) {
                            exchange.getMessage();
                        }
                    };
                }
            };
        }
    }

    private abstract static class Plain extends DefaultEndpoint {
        Plain(String uri, DefaultComponent component) {
            super(uri, component);
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException("nothing to send to");
        }

        @Override
        public Consumer createConsumer(Processor processor) throws Exception {
            throw new UnsupportedOperationException("nothing to read from");
        }
    }
}
