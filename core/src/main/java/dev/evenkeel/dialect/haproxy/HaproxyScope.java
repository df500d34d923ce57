package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Protocol;

/// The section that an expression stands in: `name` is that of the proxy (of the proxy that uses
/// them for lines of a defaults section).
record HaproxyScope(HaproxySection section, String name, boolean isFrontend, Protocol protocol) {
    boolean isHttp() {
        return protocol == Protocol.HTTP;
    }
}
