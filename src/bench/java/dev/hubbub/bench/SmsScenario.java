package dev.hubbub.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;

/** Texts that have piled up, submitted to an SMSC over one connection, so many at once. */
final class SmsScenario implements Scenario {
    private static final int WINDOW = 10;
    private static final int CONNECTIONS = 64;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
    private static final int AT_ONCE = Integer.getInteger("bench.sms.at-once", 64);

    private static final Map<String, String> FILES = Map.of(
            "routes/sms.camel.yaml",
            """
            - route: { from: { uri: "hub:shoutbox/texts", steps: [ { to: "log:shoutbox?level=TRACE" } ] } }
            - route:
                from:
                  uri: hub:sms/bench
                  parameters: { concurrency: "{{hubbub.sms.at-once}}", deduplicates: false }
                  steps:
                    - setProperty: { name: SmsRecipients, constant: "+4917012345678" }
                    - bean: { ref: sms, method: prepare }
                    - to: smpp:main
            """,
            "config/rules/sms.yaml",
            "rules: [ { name: all, when: { channel: shoutbox/texts }, then: [ { send: sms/bench, format: \"{body}\" } ] } ]\n");

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public String about() {
        return "texts that piled up, submitted by SMPP and settled, beside a bare jSMPP session; posted one by one, beside Kannel";
    }

    @Override
    public List<Result> run(Ground ground) throws Exception {
        int count = Integer.getInteger("bench.sms", ground.thorough() ? 40_000 : 8_000);
        String database = ground.database("sms");
        try (BenchSmsc smsc = new BenchSmsc();
                HubRun hub = HubRun.start(ground, database, FILES, settings(smsc))) {
            // once around, so that nothing is measured cold
            hub(ground, hub, database, smsc, count);
            bare(smsc, count);
            double ours = hub(ground, hub, database, smsc, count);
            ground.settle();
            double reference = bare(smsc, count);
            String variant = String.format(Locale.ROOT, "%,d due, window of %d, %d at once", count, WINDOW, AT_ONCE);
            List<Result> results = new ArrayList<>();
            results.add(new Result(
                    name(), variant, "messages/s", ours, "bare jSMPP", reference, null, null, "shown", null));
            if (BenchKannel.isInstalled()) {
                results.add(besideKannel(ground, hub, smsc, count));
            }
            return results;
        }
    }

    /** Posts of one text each, until the SMSC has the last. */
    private Result besideKannel(Ground ground, HubRun hub, BenchSmsc smsc, int count) throws Exception {
        Texts texts = new Texts(count);
        List<byte[]> posts = texts.posts(count, "/api/v1/channels/shoutbox/texts/messages", hub.token(), 100);
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(BenchKannel.request("+4917012345678", texts.next(100)));
        }
        HttpLoad toHub = new HttpLoad(hub.port(), posts);
        try (BenchKannel kannel = new BenchKannel(ground, smsc.port(), WINDOW)) {
            HttpLoad toKannel = new HttpLoad(kannel.port(), requests);
            passed(toHub, smsc, 201, count);
            passed(toKannel, smsc, 202, count);
            ground.settle();
            double ours = passed(toHub, smsc, 201, count);
            ground.settle();
            double reference = passed(toKannel, smsc, 202, count);
            return new Result(
                    name(),
                    String.format(Locale.ROOT, "%,d posted on %d connections", count, CONNECTIONS),
                    "messages/s",
                    ours,
                    "Kannel",
                    reference,
                    null,
                    null,
                    "shown",
                    null);
        }
    }

    private static double passed(HttpLoad load, BenchSmsc smsc, int status, int count) throws Exception {
        int before = smsc.taken();
        long start = System.nanoTime();
        var unused = load.each(CONNECTIONS).all(status);
        long end = System.nanoTime() + PATIENCE;
        while (smsc.taken() - before < count) {
            if (System.nanoTime() > end) {
                throw new IOException("the SMSC took " + (smsc.taken() - before) + " messages, not " + count);
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static Map<String, String> settings(BenchSmsc smsc) {
        return Map.of(
                "HUBBUB_SMS_HOST", "127.0.0.1",
                "HUBBUB_SMS_PORT", Integer.toString(smsc.port()),
                "HUBBUB_SMS_SOURCE", "+4915550000000",
                "HUBBUB_SMS_RATE", "0",
                "HUBBUB_SMS_WINDOW", Integer.toString(WINDOW),
                "HUBBUB_SMS_AT_ONCE", Integer.toString(AT_ONCE),
                "HUBBUB_SMS_PER_NUMBER", "0",
                "HUBBUB_SMS_PER_DAY", "0");
    }

    /** Messages a second from when the channel was let go until none is pending; each is one message to the SMSC. */
    private static double hub(Ground ground, HubRun hub, String database, BenchSmsc smsc, int count) throws Exception {
        Rest rest = new Rest(hub);
        rest.post("/channels/sms/bench/pause", "");
        Texts texts = new Texts(count);
        Bulk.fill(hub, count, batch -> "shoutbox/texts", i -> texts.next(100));
        ground.settle();
        int before = smsc.taken();
        long start = System.nanoTime();
        rest.post("/channels/sms/bench/resume", "");
        Deliveries.awaitNone(ground, database);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (smsc.taken() - before != count) {
            throw new IOException("the SMSC took " + (smsc.taken() - before) + " messages, not " + count);
        }
        return count / seconds;
    }

    /** The same by the library that the hub submits with: texts from memory, answers forgotten. */
    private static double bare(BenchSmsc smsc, int count) throws IOException, InterruptedException {
        SMPPSession session = new SMPPSession();
        session.connectAndBind(
                "127.0.0.1",
                smsc.port(),
                new BindParameter(
                        BindType.BIND_TX, "bench", "", "", TypeOfNumber.UNKNOWN, NumberingPlanIndicator.UNKNOWN, null));
        ExecutorService threads = Executors.newFixedThreadPool(WINDOW);
        try {
            long start = System.nanoTime();
            List<Callable<Integer>> all = new ArrayList<>();
            for (int i = 0; i < WINDOW; i++) {
                Texts texts = new Texts(i);
                all.add(() -> submit(session, texts, count / WINDOW));
            }
            int sum = 0;
            for (Future<Integer> one : threads.invokeAll(all)) {
                sum += one.get();
            }
            return sum / ((System.nanoTime() - start) / 1e9);
        } catch (ExecutionException e) {
            throw new IOException("a message was not taken", e);
        } finally {
            threads.shutdownNow();
            session.unbindAndClose();
        }
    }

    private static int submit(SMPPSession session, Texts texts, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            var unused = session.submitShortMessage(
                    "",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    "4915550000000",
                    TypeOfNumber.INTERNATIONAL,
                    NumberingPlanIndicator.ISDN,
                    "4917012345678",
                    new ESMClass(),
                    (byte) 0,
                    (byte) 0,
                    null,
                    null,
                    new RegisteredDelivery(1),
                    (byte) 0,
                    DataCodings.newInstance((byte) 0),
                    (byte) 0,
                    texts.next(100).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
        return count;
    }
}
