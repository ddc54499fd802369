package dev.hubbub.routes;

import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.SimpleRegistry;
import org.apache.camel.util.StringHelper;

/**
 * What a route file finds around it: the settings, the hub's beans (shared by all files), and components made anew for
 * each file. Fill it before the folder starts.
 */
public final class RouteContexts {
    private static final List<String> HTTP = List.of("http", "https");

    private final Settings settings;
    private final Duration stopTimeout;
    private final SimpleRegistry beans = new SimpleRegistry();
    private final Map<String, Supplier<Component>> components = new LinkedHashMap<>();

    /**
     * @param settings what {@code {{…}}} in a file can read
     * @param stopTimeout how long messages under way may take to leave a route that is stopped
     */
    public RouteContexts(Settings settings, Duration stopTimeout) {
        this.settings = settings;
        this.stopTimeout = stopTimeout;
    }

    /** Shares a bean with every file, under its name: a data source, the HTTP router, a helper of a channel. */
    public RouteContexts bean(String name, Object bean) {
        beans.bind(name, bean);
        return this;
    }

    /** Gives every file a component of its own under this scheme; what they share is the maker's to share. */
    public RouteContexts component(String scheme, Supplier<Component> maker) {
        components.put(scheme, maker);
        return this;
    }

    /** Whether a key has a value, as <code>{{given:…}}</code> says it. */
    boolean isGiven(String key) {
        return GivenFunction.isGiven(settings, key);
    }

    /** A context that knows all of it and has not begun anything. */
    public DefaultCamelContext create(String name) {
        DefaultCamelContext context = new DefaultCamelContext(new DefaultRegistry(beans));
        context.getCamelContextExtension().setName(name);
        context.setStartupSummaryLevel(StartupSummaryLevel.Off);
        context.setSourceLocationEnabled(true);
        context.getShutdownStrategy().setTimeout(stopTimeout.toMillis());
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.setPropertiesComponent(properties());
        context.getRegistry().bind(BeansAsTheyAre.NAME, new BeansAsTheyAre());
        for (String scheme : HTTP) {
            context.getRegistry().bind(scheme + "-component", FreshHttp.class, FreshHttp::new);
        }
        context.addLifecycleStrategy(new ComponentSettings(settings));
        components.forEach((scheme, maker) -> context.addComponent(scheme, maker.get()));
        return context;
    }

    /** Settings have looked at environment and system properties already. */
    private PropertiesComponent properties() {
        PropertiesComponent properties = new PropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_FALLBACK);
        properties.addPropertiesSource(new SettingsSource(settings));
        properties.addPropertiesFunction(new GivenFunction(settings));
        return properties;
    }

    /** Sets {@code camel.component.kafka.brokers = …} on each component as it is made, and what is usual here where Camel is too patient. */
    private static final class ComponentSettings extends LifecycleStrategySupport {
        private final Settings settings;

        ComponentSettings(Settings settings) {
            this.settings = settings;
        }

        /** A target that hangs is cut off: while it does, its channel stands still. */
        private Map<String, Object> usual(String name) {
            if (!HTTP.contains(name)) {
                return Map.of();
            }
            long patience = settings.duration(Key.ROUTES_HTTP_TIMEOUT).toMillis();
            return Map.of(
                    "connectionRequestTimeout", patience,
                    "connectTimeout", patience,
                    "responseTimeout", patience,
                    "soTimeout", patience);
        }

        @Override
        public void onComponentAdd(String name, Component component) {
            String prefix = "camel.component." + name + ".";
            Map<String, Object> options = new LinkedHashMap<>(usual(name));
            settings.own().forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    options.put(StringHelper.dashToCamelCase(key.substring(prefix.length())), value);
                }
            });
            if (!options.isEmpty()) {
                CamelContext context = component.getCamelContext();
                PropertyBindingSupport.build()
                        .withCamelContext(context)
                        .withTarget(component)
                        .withProperties(options)
                        .withConfigurer(component.getComponentPropertyConfigurer())
                        .withIgnoreCase(true)
                        .withReflection(false)
                        .bind();
                if (!options.isEmpty()) {
                    throw new IllegalArgumentException("Component " + name + " has no option " + options.keySet());
                }
            }
        }
    }
}
