package dev.evenkeel.balance;

/// The bytes of a client's address that nginx tells clients apart by.
final class NginxClientAddress {
    private static final int GROUPS = 8;

    private NginxClientAddress() {}

    /// Three bytes of an IPv4 address, sixteen of an IPv6 address, three zeros of anything else.
    static byte[] bytes(String text) {
        if (text.indexOf(':') < 0) {
            byte[] four = new byte[4];
            byte[] three = new byte[3];
            if (v4(text, four, 0)) {
                System.arraycopy(four, 0, three, 0, 3);
            }
            return three;
        }
        byte[] sixteen = new byte[2 * GROUPS];
        return v6(text, sixteen) ? sixteen : new byte[3];
    }

    private static boolean v4(String text, byte[] into, int at) {
        int octet = -1;
        int octets = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '.' : text.charAt(i);
            if (c == '.') {
                if (octet < 0 || octet > 255 || octets == 4) {
                    return false;
                }
                into[at + octets++] = (byte) octet;
                octet = -1;
            } else if (c >= '0' && c <= '9' && octet < 256) {
                octet = Math.max(0, octet) * 10 + (c - '0');
            } else {
                return false;
            }
        }
        return octets == 4;
    }

    private static boolean v6(String text, byte[] into) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text, into, 0) == GROUPS;
        }
        byte[] behind = new byte[2 * GROUPS];
        int before = groups(text.substring(0, gap), into, 0);
        int after = groups(text.substring(gap + 2), behind, 0);
        if (before < 0 || after < 0 || before + after >= GROUPS) {
            return false;
        }
        System.arraycopy(behind, 0, into, 2 * (GROUPS - after), 2 * after);
        return true;
    }

    /// How many groups of 16 bits were read; -1 when the text is none.
    private static int groups(String text, byte[] into, int from) {
        if (text.isEmpty()) {
            return from;
        }
        int count = from;
        for (String group : text.split(":", -1)) {
            if (group.indexOf('.') >= 0) {
                return count <= GROUPS - 2 && v4(group, into, 2 * count) ? count + 2 : -1;
            }
            int value = value(group);
            if (value < 0 || count == GROUPS) {
                return -1;
            }
            into[2 * count] = (byte) (value >> 8);
            into[2 * count + 1] = (byte) value;
            count++;
        }
        return count;
    }

    private static int value(String group) {
        if (group.isEmpty() || group.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            int digit = Character.digit(group.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = 16 * value + digit;
        }
        return value;
    }
}
