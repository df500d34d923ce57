package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Protocol;

/// The section that an expression stands in: `name` is that of the proxy (of the proxy that uses
/// them for lines of a defaults section). `hasRequest` says whether the request has arrived when
/// rules look at it: in TCP mode they do so at once, unless they are told to wait.
record HaproxyScope(
        HaproxySection section,
        String name,
        boolean isFrontend,
        Protocol protocol,
        boolean hasRequest) {
    HaproxyScope(HaproxySection section, String name, boolean isFrontend, Protocol protocol) {
        this(section, name, isFrontend, protocol, protocol == Protocol.HTTP || waits(section));
    }

    boolean isHttp() {
        return protocol == Protocol.HTTP;
    }

    private static boolean waits(HaproxySection section) {
        for (HaproxySection each = section; each != null; each = each.defaults()) {
            for (HaproxyLine line : each.lines()) {
                if (line.is(0, "tcp-request") && line.is(1, "inspect-delay")) {
                    return true;
                }
            }
        }
        return false;
    }
}
