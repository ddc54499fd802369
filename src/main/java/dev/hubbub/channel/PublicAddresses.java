package dev.hubbub.channel;

import dev.hubbub.config.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds a host's addresses, and refuses the host if any of them is not a public one. What it finds is what is connected to,
 * so a name that resolves to something else a moment later gains nothing.
 */
final class PublicAddresses implements DnsResolver {
    /** What is not reached over the internet, or reaches something else by another way (IANA's special-purpose registries). */
    private static final List<AddressRange> INTERNAL = ranges(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            // a cloud's own services, which answer by a public address
            "168.63.129.16",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "3fff::/20");

    /** All of IPv6 that is public lies here: loopback, unique-local, link-local, multicast and translated IPv4 do not. */
    private static final AddressRange PUBLIC_V6 = AddressRange.parse("2000::/3");

    private static final int V6_BYTES = 16;

    private final DnsResolver names;
    private final List<AddressRange> allowed;

    /**
     * @param names who is asked for addresses
     * @param allowed internal networks that may be called nevertheless
     */
    PublicAddresses(DnsResolver names, List<AddressRange> allowed) {
        this.names = names;
        this.allowed = List.copyOf(allowed);
    }

    private static List<AddressRange> ranges(String... texts) {
        return List.of(texts).stream().map(AddressRange::parse).toList();
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (found == null || found.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : found) {
            if (isInternal(address) && allowed.stream().noneMatch(range -> range.holds(address))) {
                throw new InternalAddressException("the host has the internal address " + address.getHostAddress()
                        + ", which hubbub.outside.networks does not allow");
            }
        }
        return found;
    }

    private static boolean isInternal(InetAddress address) {
        if (address.getAddress().length == V6_BYTES && !PUBLIC_V6.holds(address)) {
            return true;
        }
        return INTERNAL.stream().anyMatch(range -> range.holds(address));
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}
