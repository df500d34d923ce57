package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.note;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Handling;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Timeouts;
import dev.evenkeel.text.Span;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The servers of an `http` block as listeners.
final class NginxHttp {
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final NginxVariables variables;
    private final NginxNotes notes;
    private final NginxPools pools;
    private final NginxSockets<NginxServer> sockets = new NginxSockets<>();

    NginxHttp(NginxVariables variables, NginxNotes notes, NginxPools pools) {
        this.variables = variables;
        this.notes = notes;
        this.pools = pools;
    }

    /// Adds a server; `level` is its own.
    void add(NginxDirective directive, NginxLevel level) {
        List<NginxServerName> names = NginxServerName.of(directive, level);
        var server =
                new NginxServer(
                        directive,
                        names,
                        rules(directive, level, names),
                        NginxReception.Settings.of(level));
        List<NginxDirective> listens = level.own("listen");
        if (listens.isEmpty()) {
            sockets.add(NginxListen.standard(), server, directive.span());
        }
        for (NginxDirective listen : listens) {
            sockets.add(NginxListen.of(listen), server, listen.span());
        }
    }

    List<Listener> listeners() {
        var listeners = new ArrayList<Listener>();
        for (NginxSockets.Socket<NginxServer> socket : sockets.sockets()) {
            var rules = new ArrayList<Rule>();
            rules.add(
                    new NginxReception(
                                    variables.version(),
                                    socket.defaultServer().reception(),
                                    socket.span())
                            .rule());
            address(socket, rules);
            rules.addAll(new NginxServerNames(notes, socket).rules());
            var block = new Block("listener " + socket.name(), rules, socket.span());
            var handling = new Handling(Protocol.HTTP, block, new Timeouts(WAIT, null, null));
            listeners.add(new Listener(socket.name(), socket.endpoints(), handling, socket.span()));
        }
        return listeners;
    }

    /// Where the address that a client connected to matters, and the socket has one, it is known.
    private void address(NginxSockets.Socket<NginxServer> socket, List<Rule> rules) {
        String host = socket.endpoints().getFirst().host();
        boolean one = !host.equals("*") && !host.equals("::") && !host.startsWith("/");
        if (one && variables.isMentioned("server_addr")) {
            Action set = NginxErrors.set(Field.Kind.DESTINATION, Expression.text(host));
            rules.add(NginxPlace.implied(Condition.ALWAYS, set, socket.span()));
        }
    }

    private Block rules(NginxDirective directive, NginxLevel level, List<NginxServerName> names) {
        Span span = directive.span();
        String written = names.getFirst().written();
        String label = written.isEmpty() ? "line " + span.line() : written;
        List<NginxLocation> locations = NginxLocation.of(level);
        var place =
                new NginxPlace(variables, notes, pools, label, NginxTraits.of(directive, level));
        var rules = new ArrayList<Rule>();
        underscores(level, span, rules);
        name(names.getFirst(), rules);
        if (level.isOn("ssl_reject_handshake")) {
            reject(level, rules);
        }
        certificate(level, rules);
        var rewriting =
                new NginxRewriting(place, level, place.serverBlock() + ": rewriting", false, false);
        rules.addAll(rewriting.rules(span));
        if (!rewriting.endsAll() || !locations.isEmpty()) {
            var enter = new Action.Enter(chosen(place, level, locations, span));
            rules.add(NginxPlace.implied(Condition.ALWAYS, enter, span));
        }
        return new Block(place.serverBlock(), rules, span);
    }

    private static Block chosen(
            NginxPlace place, NginxLevel level, List<NginxLocation> locations, Span span) {
        var choice = new NginxLocations(place);
        var rules = new ArrayList<Rule>(choice.named(locations));
        if (place.isTrait(NginxPlace.Trait.MISSES)) {
            rules.addAll(choice.missing(level, span));
        }
        rules.addAll(choice.rules(locations));
        if (place.isTrait(NginxPlace.Trait.RELATIVE) || !takesAll(locations)) {
            String name = place.serverBlock() + ": no location";
            rules.addAll(new NginxContent(place, level, null, name, span).rules());
        }
        return new Block(place.locationsBlock(), rules, span);
    }

    /// Every path begins with a slash, unless it was rewritten to one that does not.
    private static boolean takesAll(List<NginxLocation> locations) {
        for (NginxLocation location : locations) {
            if (location.isPrefix() && location.text().equals("/")) {
                return true;
            }
        }
        return false;
    }

    /// A client that must show a certificate and does not is answered at once.
    private static void certificate(NginxLevel level, List<Rule> rules) {
        NginxDirective verify = level.setting("ssl_verify_client");
        if (verify != null && verify.argument(0).equals("on")) {
            Span span = verify.span();
            Condition secure = NginxPlace.equal(Expression.field(Field.Kind.SCHEME), "https", span);
            var refused = new Condition.Unknown("the client's certificate is refused", span);
            Condition when = new Condition.All(List.of(secure, refused));
            rules.add(NginxPlace.written(when, new Action.Answer(400, null), span));
        }
    }

    private static void reject(NginxLevel level, List<Rule> rules) {
        NginxDirective reject = level.setting("ssl_reject_handshake");
        if (reject != null) {
            Condition secure =
                    NginxPlace.equal(Expression.field(Field.Kind.SCHEME), "https", reject.span());
            var close = new Action.Close("the handshake is refused");
            rules.add(NginxPlace.written(secure, close, reject.span()));
        }
    }

    /// Where some servers keep headers with underscores in their names, the others drop them.
    private void underscores(NginxLevel level, Span span, List<Rule> rules) {
        boolean keeps =
                level.isOn("underscores_in_headers")
                        || level.setting("ignore_invalid_headers", "on").equalsIgnoreCase("off");
        if (variables.keepsUnderscores() && !keeps) {
            var pattern = List.of(new Matcher.Pattern("_", span));
            var names = new Matcher(Matcher.Method.SUBSTRING, false, pattern, true);
            var drop = new Action.RemoveHeaders(names);
            rules.add(NginxPlace.implied(Condition.ALWAYS, drop, span));
        }
    }

    /// Where the name of the server matters it is remembered, and stands for a host that is absent.
    private void name(NginxServerName name, List<Rule> rules) {
        Span span = name.span();
        if (variables.isMentioned(NginxBuiltins.SERVER_NAME)) {
            rules.add(note(NginxBuiltins.SERVER_NAME, name.variable(), span));
        }
        if (!name.variable().isEmpty() && variables.isMentioned("host")) {
            Expression host = Expression.field(Field.Kind.HOST);
            Condition absent = new Condition.Not(NginxPlace.found(host, span));
            boolean machine = name.kind() == NginxServerName.Kind.MACHINE;
            Expression known = Expression.text(name.variable());
            Expression named = machine ? new Expression.Unknown("$hostname", span) : known;
            Action set = NginxErrors.set(Field.Kind.HOST, named);
            var inner =
                    List.of(
                            note(NginxPlace.NAMELESS, "1", span),
                            NginxPlace.implied(Condition.ALWAYS, set, span));
            var enter = new Action.Enter(new Block("no host", inner, span));
            rules.add(NginxPlace.implied(absent, enter, span));
        }
    }
}
