package dev.evenkeel.report;

/// IP addresses as people write them.
public final class AddressText {
    private static final int IPV6_GROUPS = 8;

    private AddressText() {}

    /// Whether a text is an IPv4 address in four numbers or an IPv6 address.
    public static boolean isAddress(String text) {
        return isIpv4(text, 0) || (text.indexOf(':') >= 0 && isIpv6(text));
    }

    private static boolean isIpv4(String text, int start) {
        int numbers = 0;
        int digits = 0;
        int value = 0;
        for (int i = start; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c >= '0' && c <= '9' && digits < 3) {
                value = 10 * value + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && value <= 255 && numbers < 4) {
                numbers++;
                digits = 0;
                value = 0;
            } else {
                return false;
            }
        }
        return numbers == 4;
    }

    /// Source: RFC 4291, 2.2.
    private static boolean isIpv6(String text) {
        boolean shortened = false;
        int groups = 0;
        int at = 0;
        if (text.startsWith("::")) {
            shortened = true;
            at = 2;
        }
        while (at < text.length() && groups < IPV6_GROUPS) {
            int end = at;
            while (end < text.length() && isHexadecimal(text.charAt(end))) {
                end++;
            }
            if (end < text.length() && text.charAt(end) == '.') {
                groups += 2;
                return isIpv4(text, at) && (groups == IPV6_GROUPS || shortened);
            }
            if (end == at || end - at > 4) {
                return false;
            }
            groups++;
            at = end + 1;
            if (end == text.length()) {
                break;
            }
            if (text.charAt(end) != ':' || at == text.length()) {
                return false;
            }
            if (text.charAt(at) == ':') {
                if (shortened) {
                    return false;
                }
                shortened = true;
                at++;
            }
        }
        return at >= text.length() && (shortened ? groups < IPV6_GROUPS : groups == IPV6_GROUPS);
    }

    private static boolean isHexadecimal(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
