package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Block;

import java.util.List;

/// One HTTP server: where it is written, the names it answers to, and the rules a request meets
/// there. Two servers are the same only if they are the same object.
final class NginxServer {
    private final NginxDirective directive;
    private final List<NginxServerName> names;
    private final Block rules;

    NginxServer(NginxDirective directive, List<NginxServerName> names, Block rules) {
        this.directive = directive;
        this.names = names;
        this.rules = rules;
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
