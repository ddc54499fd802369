package dev.hubbub.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * IP addresses that begin alike: {@code 10.0.0.0/8}, {@code ::1}.
 *
 * @param base any address of them
 * @param bits how many bits are the same
 */
public record AddressRange(InetAddress base, int bits) {

    /**
     * Reads an address or a range; never asks a name server.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("'" + text + "' is no IP address");
        }
        try {
            InetAddress base = InetAddress.getByName(address);
            int all = base.getAddress().length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > all) {
                throw new IllegalArgumentException("'" + text + "' is no range of IP addresses");
            }
            return new AddressRange(base, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no IP address", e);
        }
    }

    /** Whether an address in text form is among them. */
    public boolean holds(String address) {
        try {
            return holds(parse(address).base());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether an address is among them. */
    public boolean holds(InetAddress address) {
        return matches(address.getAddress());
    }

    private boolean matches(byte[] other) {
        byte[] own = base.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 1 << (7 - bit % 8);
            if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
