package dev.hubbub;

import dev.hubbub.bot.AlarmClock;
import dev.hubbub.bot.Bot;
import dev.hubbub.bot.Commands;
import dev.hubbub.bot.DueReminders;
import dev.hubbub.bot.Fortunes;
import dev.hubbub.bot.RecentSpeakers;
import dev.hubbub.bot.ReminderBook;
import dev.hubbub.bot.Reminders;
import dev.hubbub.bot.Shouts;
import dev.hubbub.bot.Voice;
import dev.hubbub.bot.Who;
import dev.hubbub.channel.Outside;
import dev.hubbub.channel.feed.FeedMemory;
import dev.hubbub.channel.feed.Feeds;
import dev.hubbub.channel.sip.Sip;
import dev.hubbub.channel.sip.SipComponent;
import dev.hubbub.channel.sms.HeldTexts;
import dev.hubbub.channel.sms.SentTexts;
import dev.hubbub.channel.sms.SmsComponent;
import dev.hubbub.channel.sms.Spending;
import dev.hubbub.channel.sms.Texting;
import dev.hubbub.channel.webhook.Webhooks;
import dev.hubbub.channel.x.X;
import dev.hubbub.channel.x.XComponent;
import dev.hubbub.channel.x.XMemory;
import dev.hubbub.component.Attempt;
import dev.hubbub.component.Batches;
import dev.hubbub.component.FileSteps;
import dev.hubbub.component.HubComponent;
import dev.hubbub.component.Texts;
import dev.hubbub.config.Key;
import dev.hubbub.config.Settings;
import dev.hubbub.config.SettingsException;
import dev.hubbub.config.YamlFolder;
import dev.hubbub.jobs.QuartzRoutes;
import dev.hubbub.routes.RouteChecks;
import dev.hubbub.routes.RouteContexts;
import dev.hubbub.sandbox.Network;
import dev.hubbub.sandbox.SmsScreens;
import dev.hubbub.store.JpaEndpoints;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code hubbub routes check}: what a hub with this configuration would say of route files, without one. Endpoints, options,
 * beans, expressions and keys are looked at; nothing connects anywhere.
 */
@Command(
        name = "check",
        description =
                "Says what is wrong with route files, with the settings of this folder, without starting anything;"
                        + " ends with 1 if something is.",
        mixinStandardHelpOptions = true)
final class RouteCheck implements Callable<Integer> {
    private static final UUID NO_HUB = new UUID(0, 0);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or folders with files.")
    private List<Path> places = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    private final Map<String, String> environment;

    RouteCheck(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        // what Camel tells of its work would be in the way of what is wrong
        System.setProperty("HUBBUB_LOG_LEVEL", "OFF");
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Settings settings;
        Set<Network> sandbox;
        try {
            Settings given = Settings.load(environment, System.getProperties());
            sandbox = Network.wanted(given);
            settings = withSandbox(given, sandbox);
        } catch (SettingsException e) {
            spec.commandLine().getErr().println("hubbub: " + e.getMessage());
            return 1;
        }
        try (Outside outside = Outside.of(settings)) {
            RouteChecks checks =
                    new RouteChecks(contexts(settings, sandbox, outside), settings.duration(Key.ROUTES_START_TIMEOUT));
            List<RouteChecks.Checked> all = checks.check(files());
            all.forEach(out::println);
            return all.stream().allMatch(RouteChecks.Checked::isFine) ? 0 : 1;
        }
    }

    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path place : places) {
            if (!Files.isDirectory(place)) {
                files.add(place);
                continue;
            }
            try (Stream<Path> inside = Files.list(place)) {
                inside.filter(YamlFolder::isYaml).sorted().forEach(files::add);
            }
        }
        return files;
    }

    /** As {@link Star} makes them, with stand-ins where there would be a hub. */
    private static RouteContexts contexts(Settings settings, Set<Network> sandbox, Outside outside) {
        Texting texting = Texting.of(
                settings,
                standIn(HeldTexts.class),
                standIn(SentTexts.class),
                standIn(Spending.class),
                Clock.systemUTC());
        Webhooks webhooks = Webhooks.of(settings, outside, NO_HUB, standIn(Webhooks.Switch.class), Clock.systemUTC());
        X x = X.of(settings, standIn(XMemory.class), Clock.systemUTC());
        Sip sip = Sip.of(settings, Clock.systemUTC());
        RouteContexts contexts = new RouteContexts(settings, settings.duration(Key.ROUTES_STOP_TIMEOUT))
                .component("hub", HubComponent::new)
                .component("quartz", () -> new QuartzRoutes(settings.duration(Key.JOBS_MIN_EVERY)))
                .component("smpp", () -> new SmsComponent(texting))
                .component("x", () -> new XComponent(x))
                .component("sip", () -> new SipComponent(sip))
                .component("platform-http", Front::platformHttp)
                .bean("sms", texting)
                .bean("webhooks", webhooks)
                .bean(
                        "feeds",
                        Feeds.of(settings, outside, standIn(FeedMemory.class), standIn(Feeds.Shelf.class), NO_HUB))
                .bean("attempt", new Attempt())
                .bean("texts", new Texts())
                .bean("files", new FileSteps(settings.integer(Key.INTAKE_MAX_FILE)))
                .bean("batch", new Batches())
                .bean("dataSource", standIn(DataSource.class));
        if (sandbox.contains(Network.SMS)) {
            contexts.bean("phones", standIn(SmsScreens.class));
        }
        JpaEndpoints.standIns(RouteCheck::standIn).forEach(contexts::bean);
        Fortunes fortunes = Fortunes.from(List.of());
        return contexts.bean("fortunes", fortunes).bean("bot", bot(fortunes));
    }

    /** It has all its methods, and does none of its work. */
    private static Bot bot(Fortunes fortunes) {
        Voice voice = standIn(Voice.class);
        return new Bot(
                standIn(Commands.class),
                fortunes,
                new Shouts(List.of(), channel -> false, voice),
                new Reminders(
                        standIn(ReminderBook.class), standIn(DueReminders.class), standIn(AlarmClock.class), voice, 1),
                new Who(standIn(RecentSpeakers.class), Clock.systemUTC()),
                ZoneOffset.UTC);
    }

    /** Where a hub would use its own XMPP server, an account of it is as good as configured. */
    private static Settings withSandbox(Settings settings, Set<Network> sandbox) {
        return sandbox.contains(Network.XMPP)
                ? settings.with(Key.XMPP_DOMAIN, "localhost")
                        .with(Key.XMPP_USER, "hubbub")
                        .with(Key.XMPP_PASSWORD, "sandbox")
                : settings;
    }

    private static <T> T standIn(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    case "find" -> Optional.empty();
                    default -> throw new IllegalStateException("no hub runs here");
                }));
    }
}
