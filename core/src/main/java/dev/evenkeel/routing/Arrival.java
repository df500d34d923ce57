package dev.evenkeel.routing;

import dev.evenkeel.model.Endpoint;
import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Where a request arrived, as far as the listener's endpoints leave no doubt; `null` where they
/// do.
record Arrival(@Nullable String address, @Nullable String port) {
    /// `port` is the port the request says it came to, or 0.
    static Arrival of(List<Endpoint> endpoints, int port) {
        String address = null;
        int only = port;
        boolean several = false;
        for (Endpoint endpoint : endpoints) {
            boolean unknown = endpoint.has(Endpoint.Trait.UNKNOWN);
            if (port != 0
                    && !unknown
                    && (port < endpoint.portFirst() || port > endpoint.portLast())) {
                continue;
            }
            several |= unknown || (address != null && !address.equals(endpoint.host()));
            address = endpoint.host();
            if (port == 0) {
                boolean one = endpoint.portFirst() == endpoint.portLast();
                boolean same = only == 0 || only == endpoint.portFirst();
                only = one && same && !unknown ? endpoint.portFirst() : -1;
            }
        }
        boolean concrete = !several && address != null && IpAddress.parse(address) != null;
        return new Arrival(
                concrete && !"::".equals(address) ? address : null,
                only > 0 ? String.valueOf(only) : null);
    }
}
