package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Block;

import java.util.List;

/// One HTTP server: where it is written, the names it answers to, and the rules a request meets
/// there. Two servers are the same only if they are the same object.
final class NginxServer {
    private final NginxDirective directive;
    private final List<NginxServerName> names;
    private final Block rules;
    private final NginxReception.Settings reception;

    NginxServer(
            NginxDirective directive,
            List<NginxServerName> names,
            Block rules,
            NginxReception.Settings reception) {
        this.directive = directive;
        this.names = names;
        this.rules = rules;
        this.reception = reception;
    }

    /// How requests are received. The default server of a socket decides this for all servers
    /// there, as the target is read before the host is known.
    NginxReception.Settings reception() {
        return reception;
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
