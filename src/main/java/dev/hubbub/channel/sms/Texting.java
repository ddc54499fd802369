package dev.hubbub.channel.sms;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.google.re2j.Pattern;
import dev.hubbub.config.Settings;
import dev.hubbub.message.Address;
import dev.hubbub.message.CommaList;
import dev.hubbub.outbox.DeliveryException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.component.smpp.SmppMessage;
import org.jsmpp.bean.AbstractSmCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code sms} that route files call: to whom a text goes and whether it may, and what has come in. It knows nothing
 * of how texts travel, so that routes over other ways than SMPP can use it, too.
 */
public final class Texting {
    /** Exchange property: the numbers that a text goes to, as a list. */
    static final String NUMBERS = "SmsNumbers";

    /** Exchange property, set by the route: who gets what is sent to the channel as such; numbers, comma-separated. */
    static final String RECIPIENTS = "SmsRecipients";

    /** Exchange property, set by the route: which account it is, for what is held. */
    static final String LINE = "SmsLine";

    /** Exchange property: what came in is {@code text}, {@code receipt} or {@code nothing}. */
    static final String ARRIVED = "SmsArrived";

    /** Header of what an SMSC hands over: by which account it came. */
    static final String ACCOUNT = "SmsAccount";

    private static final Logger LOG = LoggerFactory.getLogger(Texting.class);
    private static final int ANSWER = 200;
    private static final String HELD = "SmsHeld";
    private static final String NUMBER = "tel";
    private static final String NAME = "sms";

    // headers of the hub's component, which channels do not import
    private static final String SENDER = "HubbubSender";
    private static final String SENDER_NAME = "HubbubSenderName";
    private static final String REPLY_TO = "HubbubReplyTo";
    private static final String EXTERNAL_ID = "HubbubExternalId";
    private static final String RECIPIENT = "HubbubRecipient";
    private static final String DELIVERY_ID = "HubbubDeliveryId";
    private static final String RECEIPT = "HubbubReceipt";
    private static final String BYTES = "HubbubBytes";

    private final SmsOptions options;
    private final Numbers numbers;
    private final HeldTexts held;
    private final SentTexts sent;
    private final Spending spending;
    private final Clock clock;

    Texting(SmsOptions options, HeldTexts held, SentTexts sent, Spending spending, Clock clock) {
        this.options = options;
        this.numbers = new Numbers(options.country());
        this.held = held;
        this.sent = sent;
        this.spending = spending;
        this.clock = clock;
    }

    /** As the settings say. */
    public static Texting of(Settings settings, HeldTexts held, SentTexts sent, Spending spending, Clock clock) {
        return new Texting(SmsOptions.of(settings), held, sent, spending, clock);
    }

    SmsOptions options() {
        return options;
    }

    SentTexts sent() {
        return sent;
    }

    /**
     * Finds out to whom a text goes, and spends what it costs.
     *
     * @throws DeliveryException.Permanent if there is nobody, a number is none or not allowed, or the day's limit is reached
     */
    public void prepare(Exchange exchange) throws DeliveryException {
        String text = exchange.getMessage().getBody(String.class);
        if (text == null || text.isBlank()) {
            throw new DeliveryException.Permanent("there is no text to send", null);
        }
        List<String> to = recipients(exchange);
        int parts = Outgoing.of(text, options.writing(), options.mostParts())
                .parts()
                .size();
        String delivery = exchange.getMessage().getHeader(DELIVERY_ID, String.class);
        LocalDate day = LocalDate.ofInstant(clock.instant(), options.zone());
        String name = delivery == null ? UUID.randomUUID().toString() : delivery;
        Optional<String> refusal = spending.spend(
                to.stream()
                        .map(number -> new Spending.Sum(name, number, day, parts))
                        .toList(),
                options.limits());
        if (refusal.isPresent()) {
            throw new DeliveryException.Permanent(refusal.get(), null);
        }
        exchange.setProperty(NUMBERS, to);
    }

    /**
     * As {@link #prepare}, for ways that take one number at a time: finds out to whom a text goes, how the number and the text
     * are written in forms and in JSON, and whether the phones' default alphabet has all of the text (0) or not (2).
     */
    public void prepareOne(Exchange exchange) throws DeliveryException {
        prepare(exchange);
        List<?> numbers = exchange.getProperty(NUMBERS, List.of(), List.class);
        if (numbers.size() != 1) {
            throw new DeliveryException.Permanent("this channel sends to one number at a time", null);
        }
        String number = numbers.get(0).toString();
        String text = exchange.getMessage().getBody(String.class);
        exchange.setProperty("SmsNumber", number);
        exchange.setProperty("SmsDigits", SmsAccount.Dialled.of(number).digits());
        boolean usual = Outgoing.of(text, options.writing(), options.mostParts())
                        .alphabet()
                        .coding()
                == 0;
        exchange.setProperty("SmsCoding", usual ? 0 : 2);
        exchange.setProperty("SmsForm", URLEncoder.encode(text, StandardCharsets.UTF_8));
        exchange.setProperty(
                "SmsJson", '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"');
    }

    /**
     * Looks whether a gateway has taken a text.
     *
     * @param pattern what its answer then has somewhere
     * @throws DeliveryException.Permanent if it has not
     */
    public void accepted(String answer, String pattern) throws DeliveryException {
        if (!Pattern.compile(pattern).matcher(answer).find()) {
            String line = answer.strip().lines().findFirst().orElse("");
            throw new DeliveryException.Permanent(
                    "the gateway does not take it: " + line.substring(0, Math.min(line.length(), ANSWER)), null);
        }
    }

    /**
     * A call to a gateway ended without an answer.
     *
     * @throws DeliveryException that says whether the text may have been taken
     */
    public void unanswered(Exchange exchange) throws DeliveryException {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure != null) {
            throw Unanswered.of(failure);
        }
    }

    /** One of the fields of a file's name, which {@code _} separates, from 0; empty if it has none such. */
    public String field(String name, int number) {
        String[] fields = name.split("_", -1);
        return number < fields.length ? fields[number] : "";
    }

    /** Makes the exchange's body a text of the number or name in the property {@code SmsFrom}. */
    public void from(Exchange exchange) {
        String from =
                exchange.getProperty("SmsFrom", "", String.class).toString().strip();
        sender(exchange.getMessage(), address(from, numbers.ofNetwork(from, false)));
    }

    private List<String> recipients(Exchange exchange) throws DeliveryException {
        String one = exchange.getMessage().getHeader(RECIPIENT, String.class);
        List<String> written = one != null
                ? List.of(ofAddress(one))
                : CommaList.words(
                        exchange.getProperty(RECIPIENTS, "", String.class).toString());
        if (written.isEmpty()) {
            throw new DeliveryException.Permanent(
                    "it is for nobody: the channel has no recipients, so send to a number on it", null);
        }
        Set<String> found = new LinkedHashSet<>();
        for (String text : written) {
            found.add(allowed(text));
        }
        return new ArrayList<>(found);
    }

    private static String ofAddress(String uri) throws DeliveryException {
        try {
            Address address = new Address(uri);
            if (address.scheme().equals(NUMBER)) {
                // parameters of RFC 3966 say nothing that the network could use
                return address.rest().replaceFirst(";.*", "");
            }
        } catch (IllegalArgumentException e) {
            throw new DeliveryException.Permanent("'" + uri + "' is no address", e);
        }
        throw new DeliveryException.Permanent("'" + uri + "' is no phone number: write tel:+49…", null);
    }

    private String allowed(String text) throws DeliveryException {
        String number = numbers.read(text)
                .orElseThrow(() -> new DeliveryException.Permanent("'" + text + "' is no phone number", null));
        if (!options.prefixes().isEmpty() && options.prefixes().stream().noneMatch(number::startsWith)) {
            throw new DeliveryException.Permanent(
                    number + " may not be written to: hubbub.sms.prefixes allows " + options.prefixes(), null);
        }
        return number;
    }

    /**
     * Reads what an SMSC handed over. A text that is there as a whole becomes the exchange's body, with its sender; a part is
     * kept and the rest of the route has nothing to do; a receipt is readied for {@code hub:receipt/…}.
     */
    public void receive(Exchange exchange) {
        if (!(exchange.getMessage() instanceof SmppMessage message
                && message.getCommand() instanceof AbstractSmCommand command)) {
            throw new IllegalArgumentException("this does not come from smpp:");
        }
        Incoming incoming = new Incoming(command);
        if (incoming.isReceipt()) {
            receive(exchange, incoming.receipt());
        } else if (incoming.isIntermediate() || incoming.isFromItself()) {
            exchange.setProperty(ARRIVED, "nothing");
        } else {
            Optional<HeldTexts.Text> text =
                    held.add(incoming.part(line(exchange), sender(incoming).uri()), options.repeat());
            exchange.setProperty(ARRIVED, text.isPresent() ? "text" : "nothing");
            text.ifPresent(whole -> say(exchange, whole));
        }
    }

    /** A receipt is for one message; where that is a part of a text, the hub is told once there is something to tell of all of it. */
    private void receive(Exchange exchange, Receipt receipt) {
        String state = receipt.state();
        List<String> ids = receipt.ids();
        if (state != null && !ids.isEmpty()) {
            String account = exchange.getMessage().getHeader(ACCOUNT, "", String.class);
            SentTexts.Told told = sent.told(account, ids, state).orElse(null);
            if (told != null) {
                state = told.state();
                ids = List.of(told.id());
            }
        }
        boolean tells = state != null && !ids.isEmpty();
        exchange.setProperty(ARRIVED, tells ? "receipt" : "nothing");
        if (tells) {
            exchange.getMessage().setHeader(RECEIPT, state);
            exchange.getMessage().setHeader(EXTERNAL_ID, String.join("\n", ids));
        }
    }

    /** Texts that have waited too long for their missing parts, each to be passed on as it is: {@link #sayLate}. */
    public List<HeldTexts.Text> late(Exchange exchange) {
        return held.overdue(line(exchange), options.patience());
    }

    /** Makes such a text the exchange's body. */
    public void sayLate(Exchange exchange) throws InvalidPayloadException {
        HeldTexts.Text text = exchange.getMessage().getMandatoryBody(HeldTexts.Text.class);
        if (text.pieces().size() < text.total()) {
            LOG.warn(
                    "a text of {} parts goes on with {} of them: the rest did not come",
                    text.total(),
                    text.pieces().size());
        }
        say(exchange, text);
    }

    private Address sender(Incoming incoming) {
        String source = incoming.source().strip();
        Optional<String> number =
                incoming.isAlphanumeric() ? Optional.empty() : numbers.ofNetwork(source, incoming.isInternational());
        return address(source, number);
    }

    private static Address address(String source, Optional<String> number) {
        return number.map(known -> Address.of(NUMBER, known))
                .orElseGet(() -> Address.of(NAME, source.isEmpty() ? "unknown" : source));
    }

    private static void sender(Message message, Address sender) {
        message.setHeader(SENDER, sender.uri());
        message.setHeader(SENDER_NAME, sender.rest());
        if (sender.scheme().equals(NUMBER)) {
            message.setHeader(REPLY_TO, sender.uri());
        }
    }

    private void say(Exchange exchange, HeldTexts.Text text) {
        Message message = exchange.getMessage();
        String said = Coding.text(text, options.writing(), options.missing());
        Coding.bytes(text).ifPresent(bytes -> exchange.setProperty(BYTES, bytes));
        message.setBody(said.isBlank() ? "(no text)" : said);
        sender(message, new Address(text.sender()));
        message.setHeader(EXTERNAL_ID, text.key());
        exchange.setProperty(HELD, text.id());
    }

    /** The text of this exchange is in the hub. */
    public void passedOn(Exchange exchange) {
        if (exchange.getProperty(HELD) instanceof UUID text) {
            held.passedOn(text);
        }
    }

    /** The hub will never take the text of this exchange: nothing would come of trying again. */
    public void drop(Exchange exchange) {
        LOG.warn("a text from a phone is dropped: the hub refuses it");
        passedOn(exchange);
    }

    private static String line(Exchange exchange) {
        return exchange.getProperty(LINE, "main", String.class).toString();
    }
}
