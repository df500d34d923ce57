package dev.evenkeel.lab.loopback;

/// Addresses inside of networks.
final class Networks {
    private Networks() {}

    /// An address in a network as it is written: `10.0.0.0/8` → `10.0.0.1`.
    static String address(String network) {
        int slash = network.indexOf('/');
        if (slash < 0) {
            return network;
        }
        String base = network.substring(0, slash);
        boolean whole = network.endsWith("/32") || network.endsWith("/128");
        int dot = base.lastIndexOf('.');
        if (whole || dot < 0) {
            return base.endsWith("::") ? base + "1" : base;
        }
        if (base.equals("127.0.0.0")) {
            return "127.0.0.5";
        }
        return base.endsWith(".0") ? base.substring(0, dot) + ".1" : base;
    }
}
