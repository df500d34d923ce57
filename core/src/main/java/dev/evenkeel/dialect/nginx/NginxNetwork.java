package dev.evenkeel.dialect.nginx;

/// Addresses and networks (`10.0.0.0/8`, `2001:db8::/32`) as nginx reads them.
final class NginxNetwork {
    private NginxNetwork() {}

    /// Whether it is an address, or an address, a slash and the number of leading bits.
    static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean four = isAddressV4(address);
        if (!four && !isAddressV6(address)) {
            return false;
        }
        if (slash < 0) {
            return true;
        }
        long bits = NginxQuantity.number(text.substring(slash + 1));
        return bits >= 0 && bits <= (four ? 32 : 128);
    }

    static boolean isAddressV4(String text) {
        int octets = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            long octet = NginxQuantity.number(text.substring(start, end));
            if (octet < 0 || octet > 255 || ++octets > 4) {
                return false;
            }
            start = end + 1;
        }
        return octets == 4;
    }

    static boolean isAddressV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        if (gap < 0) {
            return groups(text) == 8;
        }
        int before = groups(text.substring(0, gap));
        int behind = groups(text.substring(gap + 2));
        return before >= 0 && behind >= 0 && before + behind < 8;
    }

    /// How many groups of 16 bits; -1 when one is wrong.
    private static int groups(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int groups = 0;
        int start = 0;
        while (start <= text.length()) {
            int colon = text.indexOf(':', start);
            int end = colon < 0 ? text.length() : colon;
            String group = text.substring(start, end);
            if (colon < 0 && isAddressV4(group)) {
                return groups + 2;
            }
            if (!isGroup(group)) {
                return -1;
            }
            groups++;
            start = end + 1;
        }
        return groups;
    }

    private static boolean isGroup(String text) {
        if (text.isEmpty() || text.length() > 4) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
