package dev.evenkeel.predict;

import dev.evenkeel.model.Request;
import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

/// A request as somebody asks about it. `id` is the JSON it came with (`null`: none); `entry` says
/// how much is known of where it comes in; `sniSaid` is whether the name in the TLS handshake was
/// given.
public record Asked(@Nullable String id, Entry entry, Request request, boolean sniSaid) {
    /// The request as the chosen listener gets it. Over TLS a client names the host that it asks
    /// for in the handshake, unless something else was said.
    public Request at(ListenerChoice.Chosen chosen) {
        var said = request.connection();
        String sni = chosen.tls() && !sniSaid ? nameOf(request.host()) : said.sni();
        if (said.port() == chosen.port() && said.tls() == chosen.tls() && sni.equals(said.sni())) {
            return request;
        }
        return new Request(
                request.method(),
                request.host(),
                request.target(),
                request.headers(),
                new Request.Connection(
                        said.source(), chosen.port(), chosen.tls(), sni, said.version()));
    }

    /// The name of a host without its port; empty for an address, which no client puts there.
    /// Source: RFC 6066, 3.
    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean bracket = host.startsWith("[");
        String name = colon >= 0 && !bracket ? host.substring(0, colon) : host;
        return bracket || IpAddress.parse(name) != null ? "" : name;
    }
}
