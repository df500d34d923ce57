package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Block;

import java.util.List;

/// One HTTP server: where it is written, the names it answers to, and the rules a request meets
/// there. Two servers are the same only if they are the same object.
final class NginxServer {
    private final NginxDirective directive;
    private final List<NginxServerName> names;
    private final Block rules;
    private final boolean mergesSlashes;

    NginxServer(
            NginxDirective directive,
            List<NginxServerName> names,
            Block rules,
            boolean mergesSlashes) {
        this.directive = directive;
        this.names = names;
        this.rules = rules;
        this.mergesSlashes = mergesSlashes;
    }

    /// Whether several slashes of a path count as one. The default server of a socket decides this
    /// for all servers there, as the path is read before the host is known.
    boolean mergesSlashes() {
        return mergesSlashes;
    }

    NginxDirective directive() {
        return directive;
    }

    List<NginxServerName> names() {
        return names;
    }

    Block rules() {
        return rules;
    }
}
