package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Handling;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.text.Span;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The servers of a `stream` block as listeners for connections and datagrams.
final class NginxStream {
    private static final Duration CONNECT = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final NginxVariables variables;
    private final NginxPools pools;
    private final NginxLevel level;

    NginxStream(NginxVariables variables, NginxPools pools, NginxLevel level) {
        this.variables = variables;
        this.pools = pools;
        this.level = level;
    }

    List<Listener> listeners() {
        var sockets = new NginxSockets<Block>();
        for (NginxDirective server : level.own("server")) {
            Block rules = rules(server);
            for (NginxDirective listen : server.block()) {
                if (listen.is("listen")) {
                    sockets.add(NginxListen.of(listen), rules, listen.span());
                }
            }
        }
        var listeners = new ArrayList<Listener>();
        for (NginxSockets.Socket<Block> socket : sockets.sockets()) {
            List<Endpoint> endpoints = socket.endpoints();
            boolean datagrams = endpoints.getFirst().has(Endpoint.Trait.DATAGRAM);
            Protocol protocol = datagrams ? Protocol.UDP : Protocol.TCP;
            var handling =
                    new Handling(protocol, socket.defaultServer(), new Timeouts(IDLE, null, null));
            listeners.add(new Listener(socket.name(), endpoints, handling, socket.span()));
        }
        return listeners;
    }

    private Block rules(NginxDirective server) {
        var own = new NginxLevel(level, server.block());
        String name = "server line " + server.span().line();
        var rules = new ArrayList<Rule>();
        rules.addAll(
                new NginxAccess(variables, own, name, (_, _) -> new Action.Close("refused"))
                        .rules());
        for (NginxDirective set : own.own("set")) {
            Expression value = variables.expression(set.argument(1), set);
            String variable = NginxVariables.name(set.argument(0));
            rules.add(NginxPlace.always(new Action.SetVariable(variable, value), set.span()));
        }
        NginxDirective pass = own.ownLast("proxy_pass");
        NginxDirective answer = own.ownLast("return");
        if (pass != null) {
            rules.add(NginxPlace.always(forward(pass, own), pass.span()));
        } else if (answer != null) {
            rules.add(NginxPlace.always(new Action.Serve("a text"), answer.span()));
        } else {
            Span span = server.span();
            rules.add(NginxPlace.implied(Condition.ALWAYS, new Action.Close("at once"), span));
        }
        return new Block(name, rules, server.span());
    }

    private Action forward(NginxDirective pass, NginxLevel own) {
        String address = pass.argument(0);
        if (address.indexOf('$') >= 0) {
            Expression pool = variables.expression(address, pass);
            return new Action.Forward(pool, Action.Unresolved.ADDRESS);
        }
        NginxDirective next = own.setting("proxy_next_upstream");
        boolean off = next != null && next.argument(0).equals("off");
        String tries = own.setting("proxy_next_upstream_tries", "0");
        var use =
                new NginxPools.Use(
                        NginxTime.parse(own.setting("proxy_connect_timeout", ""), CONNECT),
                        NginxTime.parse(own.setting("proxy_timeout", ""), IDLE),
                        off ? 1 : Math.max(0, NginxNumber.parse(tries)),
                        off ? NginxFailures.NONE : NginxFailures.CONNECTION,
                        next);
        String pool = pools.use(address, 0, pass.span(), use);
        return new Action.Forward(Expression.text(pool), Action.Unresolved.REFUSED);
    }
}
