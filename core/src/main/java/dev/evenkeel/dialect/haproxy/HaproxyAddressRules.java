package dev.evenkeel.dialect.haproxy;

import org.jspecify.annotations.Nullable;

/// What HAProxy accepts as an address, by where it stands. Whether a host name resolves is not
/// asked: that depends on the machine.
enum HaproxyAddressRules {
    SERVER(true, false, false, true, true, false),
    BIND(true, true, true, false, true, false),
    LOG(true, false, false, false, true, true),
    SOURCE(true, false, true, false, true, false),
    CHECK(true, false, false, false, true, false),
    PEER(true, true, false, false, true, false),
    NAMESERVER(true, true, false, false, true, true),
    DATAGRAM(true, true, true, false, false, true);

    private static final String[] PREFIXES = {
        "unix@",
        "uxst@",
        "uxdg@",
        "abns@",
        "abnsz@",
        "ip@",
        "ipv4@",
        "ipv6@",
        "tcp@",
        "tcp4@",
        "tcp6@",
        "udp@",
        "udp4@",
        "udp6@",
        "quic@",
        "quic4@",
        "quic6@",
        "mptcp@",
        "mptcp4@",
        "mptcp6@",
        "fd@",
        "sockpair@",
        "rhttp@",
        "rev@",
        "ring@",
    };

    private final boolean hasPort;
    private final boolean needsPort;
    private final boolean mayRange;
    private final boolean mayOffset;
    private final boolean isStream;
    private final boolean isDatagram;

    HaproxyAddressRules(
            boolean hasPort,
            boolean needsPort,
            boolean mayRange,
            boolean mayOffset,
            boolean isStream,
            boolean isDatagram) {
        this.hasPort = hasPort;
        this.needsPort = needsPort;
        this.mayRange = mayRange;
        this.mayOffset = mayOffset;
        this.isStream = isStream;
        this.isDatagram = isDatagram;
    }

    /// What is wrong with an address; null when nothing is that the text alone can tell.
    @Nullable String fault(String address) {
        if (address.isEmpty()) {
            return "an address is missing";
        }
        String rest = address;
        boolean datagram = isDatagram && !isStream;
        if (rest.startsWith("stream+")) {
            rest = rest.substring(7);
        } else if (rest.startsWith("dgram+")) {
            rest = rest.substring(6);
            datagram = true;
        }
        String prefix = prefix(rest);
        rest = rest.substring(prefix.length());
        if (prefix.startsWith("udp") || prefix.equals("uxdg@")) {
            datagram = true;
        } else if (prefix.startsWith("tcp") || prefix.equals("uxst@")) {
            datagram = false;
        }
        if (datagram && !isDatagram) {
            return "an address for datagrams cannot stand here";
        }
        if (!datagram && !isStream && !prefix.startsWith("quic")) {
            return "an address for connections cannot stand here";
        }
        return switch (prefix) {
            case "fd@", "sockpair@" -> descriptorFault(prefix, rest);
            case "unix@", "uxst@", "uxdg@", "abns@", "abnsz@" ->
                    rest.length() > 107 ? "the path of this socket is too long" : null;
            case "rhttp@", "rev@", "ring@" -> null;
            default -> address.startsWith("/") ? null : portFault(rest);
        };
    }

    /// Names are not looked up, but some can never be found.
    private @Nullable String hostFault(String host) {
        boolean numeric = !host.isEmpty();
        for (int i = 0; i < host.length() && numeric; i++) {
            numeric = HaproxyNumbers.isDigit(host.charAt(i)) || host.charAt(i) == '.';
        }
        if (numeric && (this != SERVER || host.contains(".."))) {
            return isAddress(host) ? null : noAddress(host);
        }
        if (this != SERVER
                && (host.indexOf('@') >= 0
                        || (host.indexOf(':') < 0
                                && host.indexOf('.') > 0
                                && endsInNumber(host)))) {
            return noAddress(host);
        }
        boolean name = this == SERVER && host.indexOf(':') < 0 && !host.startsWith("[");
        if (!name || host.isEmpty() || host.equals("*") || host.equals("localhost")) {
            return null;
        }
        if (HaproxyNames.invalid(host) != 0 || host.startsWith(".")) {
            return noAddress(host);
        }
        int label = 0;
        for (int i = 0; i < host.length(); i++) {
            boolean dot = host.charAt(i) == '.';
            if (label > 63 || (dot && label == 0)) {
                return noAddress(host);
            }
            label = dot ? 0 : label + 1;
        }
        return null;
    }

    /// Whether a text can be an address or the name of a host: neither a wrong number, nor with
    /// characters that no name has.
    static boolean isHost(String host) {
        if (host.indexOf(':') >= 0) {
            return HaproxyAddresses.isIpv6(host);
        }
        return endsInNumber(host) ? isAddress(host) : HaproxyNames.invalid(host) == 0;
    }

    /// Whether what follows the last dot is a number: so ends no name that can be looked up.
    private static boolean endsInNumber(String host) {
        int from = host.lastIndexOf('.') + 1;
        for (int i = from; i < host.length(); i++) {
            if (!HaproxyNumbers.isDigit(host.charAt(i))) {
                return false;
            }
        }
        return !host.isEmpty();
    }

    private static String noAddress(String host) {
        return "'" + HaproxyNames.shown(host) + "' is neither an address nor the name of a host";
    }

    /// Whether digits and dots are an IPv4 address, of which all but the last part may be left out.
    private static boolean isAddress(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > 4) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            long most = i < parts.length - 1 ? 255 : (1L << (8 * (5 - parts.length))) - 1;
            if (parts[i].isEmpty() || HaproxyNumbers.number(parts[i]) > most) {
                return false;
            }
        }
        return true;
    }

    private static String prefix(String address) {
        int at = address.indexOf('@');
        if (at > 0 && at < 9) {
            String head = address.substring(0, at + 1);
            for (String prefix : PREFIXES) {
                if (prefix.equals(head)) {
                    return prefix;
                }
            }
        }
        return "";
    }

    private @Nullable String descriptorFault(String prefix, String rest) {
        if (!HaproxyNumbers.isNumber(rest) || rest.startsWith("-")) {
            return "'" + HaproxyNames.shown(rest) + "' is no number of a file descriptor";
        }
        boolean acceptable = this == BIND || this == LOG || prefix.equals("sockpair@");
        return acceptable ? null : "a file descriptor cannot stand here";
    }

    private @Nullable String portFault(String rest) {
        int colon = rest.length() - 1;
        while (colon > 0 && rest.charAt(colon) != ']' && rest.charAt(colon) != ':') {
            colon--;
        }
        boolean plain = rest.isEmpty() || rest.charAt(colon) != ':';
        String fault = hostFault(plain ? rest : rest.substring(0, colon));
        if (fault != null) {
            return fault;
        }
        if (plain) {
            return needsPort ? "the port is missing" : null;
        }
        if (!hasPort) {
            return "a port cannot stand here";
        }
        String port = rest.substring(colon + 1);
        if (port.isEmpty()) {
            return needsPort ? "the port is missing" : null;
        }
        char first = port.charAt(0);
        if (first == '-' || first == '+') {
            return mayOffset ? null : "a port relative to another cannot stand here";
        }
        if (!HaproxyNumbers.isDigit(first)) {
            return "'" + HaproxyNames.shown(port) + "' is no port";
        }
        int dash = port.indexOf('-');
        if (dash > 0 && !mayRange) {
            return "a range of ports cannot stand here";
        }
        long low = HaproxyNumbers.number(port);
        long high = dash > 0 ? HaproxyNumbers.number(port.substring(dash + 1)) : low;
        long least = needsPort ? 1 : 0;
        if (low < least || low > 65535 || high < least || high > 65535) {
            return "'" + HaproxyNames.shown(port) + "' is no port";
        }
        return low > high ? "the range of ports ends before it begins" : null;
    }
}
