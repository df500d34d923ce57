package dev.evenkeel.loopback;

import dev.evenkeel.model.Request;

/// A request that is sent to a proxy; `fresh` when it comes over a connection of its own.
public record Call(Request request, boolean fresh) {
    public int port() {
        return request.connection().port();
    }

    /// The request line and the headers, as a person reads them.
    @Override
    public String toString() {
        var text = new StringBuilder();
        text.append(request.method()).append(' ').append(request.target());
        text.append(" HTTP/").append(request.connection().version());
        text.append(" | Host: ").append(request.host());
        for (Request.Header header : request.headers()) {
            text.append(" | ").append(header.name()).append(": ").append(header.value());
        }
        text.append("  (from ").append(request.connection().source());
        text.append(" to port ").append(port());
        if (request.connection().tls()) {
            text.append(", TLS for ").append(request.connection().sni());
        }
        return text.append(fresh ? ", fresh)" : ")").toString();
    }
}
