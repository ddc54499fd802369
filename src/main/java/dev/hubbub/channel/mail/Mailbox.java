package dev.hubbub.channel.mail;

import dev.hubbub.message.Address;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address of mail that is safe to write into a header or a command: a dot-atom and a domain (RFC 5321, without quoted
 * local parts and address literals), in ASCII.
 *
 * @param address local part and domain, the domain in lower case
 * @param name how it is shown, on one line; empty for none
 */
record Mailbox(String address, String name) {
    private static final Pattern LOCAL = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}");
    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int LONGEST = 254; // RFC 5321, 4.5.3.1.3, without the brackets

    /** Reads {@code ana@example.org} or {@code Ana <ana@example.org>}; empty if it is neither. */
    static Optional<Mailbox> parse(String text) {
        try {
            InternetAddress[] found = InternetAddress.parse(text, false);
            return found.length == 1 ? of(found[0]) : Optional.empty();
        } catch (AddressException e) {
            return Optional.empty();
        }
    }

    /** Reads what a header holds; empty if it is no address that could be written to. */
    static Optional<Mailbox> of(InternetAddress found) {
        String address = found.getAddress();
        if (address == null || found.isGroup()) {
            return Optional.empty();
        }
        String name = found.getPersonal();
        return bare(address).map(bare -> new Mailbox(bare.address, name == null ? "" : OneLine.of(name, 200)));
    }

    /** The mailbox of a {@code mailto:} address; empty if it is none that could be written to. */
    static Optional<Mailbox> of(Address address) {
        return address.scheme().equals("mailto") ? bare(address.rest()) : Optional.empty();
    }

    /** Reads an address alone. */
    static Optional<Mailbox> bare(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || address.length() > LONGEST) {
            return Optional.empty();
        }
        String local = address.substring(0, at);
        Optional<String> domain = domain(address.substring(at + 1));
        boolean dots = local.startsWith(".") || local.endsWith(".") || local.contains("..");
        return dots || !LOCAL.matcher(local).matches()
                ? Optional.empty()
                : domain.map(known -> new Mailbox(local + "@" + known, ""));
    }

    private static Optional<String> domain(String given) {
        try {
            String ascii = IDN.toASCII(given).toLowerCase(Locale.ROOT);
            return DOMAIN.matcher(ascii).matches() ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String local() {
        return address.substring(0, address.lastIndexOf('@'));
    }

    String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** As the hub names it. */
    Address uri() {
        return Address.of("mailto", address);
    }

    /** As a header takes it. */
    InternetAddress header() {
        try {
            InternetAddress header = new InternetAddress(address, true);
            if (!name.isEmpty()) {
                header.setPersonal(name, StandardCharsets.UTF_8.name());
            }
            return header;
        } catch (AddressException | UnsupportedEncodingException e) {
            throw new IllegalArgumentException("'" + address + "' is no address", e);
        }
    }
}
