package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Chooses the server of a socket by the host that is asked for: exact names, then names below a
/// domain (the longest first), then beginnings (the longest first), then regular expressions in
/// order, at last the default server. A name that two servers of a socket claim is the first one's.
final class NginxServerNames {
    private static final Expression HOST = Expression.field(Field.Kind.HOST);
    private static final Matcher ANY = new Matcher(Matcher.Method.FOUND, false, List.of(), true);

    private record Claim(NginxServer server, NginxServerName name) {}

    private final NginxNotes notes;
    private final NginxSockets.Socket<NginxServer> socket;
    private final Map<String, NginxServerName> taken = new HashMap<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Claim> below = new ArrayList<>();
    private final List<Claim> beginnings = new ArrayList<>();
    private final List<Claim> expressions = new ArrayList<>();

    NginxServerNames(NginxNotes notes, NginxSockets.Socket<NginxServer> socket) {
        this.notes = notes;
        this.socket = socket;
    }

    /// The rules of the socket's listener.
    List<Rule> rules() {
        boolean alone = socket.servers().size() == 1;
        for (NginxServer server : socket.servers()) {
            exact(server);
        }
        if (alone && expressions.isEmpty()) {
            // Without a choice nginx does not look at the names.
            rules.clear();
            below.clear();
            beginnings.clear();
        }
        Comparator<Claim> longest =
                (one, other) -> other.name.text().length() - one.name.text().length();
        below.sort(longest);
        beginnings.sort(longest);
        grouped(below, Matcher.Method.SUFFIX);
        grouped(beginnings, Matcher.Method.PREFIX);
        for (Claim claim : expressions) {
            expression(claim);
        }
        NginxServer standard = socket.defaultServer();
        boolean written = socket.isDefaultWritten();
        var origin = written ? Rule.Origin.FALLBACK : Rule.Origin.IMPLIED;
        Span span = written ? defaultSpan(standard) : standard.directive().span();
        rules.add(new Rule(Condition.ALWAYS, enter(standard), origin, span));
        return rules;
    }

    private static Span defaultSpan(NginxServer server) {
        for (NginxDirective line : server.directive().block()) {
            if (line.is("listen")
                    && (line.argumentList().contains("default_server")
                            || line.argumentList().contains("default"))) {
                return line.span();
            }
        }
        return server.directive().span();
    }

    private void exact(NginxServer server) {
        var patterns = new ArrayList<Matcher.Pattern>(server.names().size());
        @Nullable Condition other = null;
        for (NginxServerName name : server.names()) {
            if (name.kind() != NginxServerName.Kind.REGEX && !claim(name)) {
                continue;
            }
            switch (name.kind()) {
                case EXACT -> {
                    if (name.text().isEmpty() && server.equals(socket.defaultServer())) {
                        continue;
                    }
                    if (name.text().isEmpty()) {
                        other = new Condition.Not(new Condition.Match(HOST, ANY, name.span()));
                    } else {
                        patterns.add(new Matcher.Pattern(name.text(), name.span()));
                    }
                }
                case WITH_BELOW -> {
                    patterns.add(new Matcher.Pattern(name.text(), name.span()));
                    below.add(new Claim(server, withDot(name)));
                }
                case BELOW -> below.add(new Claim(server, name));
                case BEGINNING -> beginnings.add(new Claim(server, name));
                case REGEX -> expressions.add(new Claim(server, name));
                case MACHINE ->
                        other = new Condition.Unknown("the host is this machine's", name.span());
            }
        }
        if (!patterns.isEmpty() || other != null) {
            exactRule(server, patterns, other);
        }
    }

    private void exactRule(
            NginxServer server, List<Matcher.Pattern> patterns, @Nullable Condition other) {
        Span span = server.names().getFirst().span();
        Condition when = other == null ? Condition.NEVER : other;
        if (!patterns.isEmpty()) {
            var matcher = new Matcher(Matcher.Method.EXACT, false, patterns, true);
            var match = new Condition.Match(HOST, matcher, span);
            when = other == null ? match : new Condition.Any(List.of(match, other));
        }
        rules.add(new Rule(when, enter(server), Rule.Origin.WRITTEN, span));
    }

    private static NginxServerName withDot(NginxServerName name) {
        return new NginxServerName(
                NginxServerName.Kind.BELOW, "." + name.text(), name.written(), name.span());
    }

    /// Takes a name for its server; false when another server has it already.
    private boolean claim(NginxServerName name) {
        NginxServerName before =
                switch (name.kind()) {
                    case EXACT, MACHINE -> taken.get(name.text());
                    case WITH_BELOW -> {
                        NginxServerName exact = taken.get(name.text());
                        yield exact == null ? taken.get("." + name.text()) : exact;
                    }
                    case BELOW, BEGINNING, REGEX -> taken.get(name.text());
                };
        if (before != null) {
            if (name.kind() == NginxServerName.Kind.WITH_BELOW) {
                // nginx takes the bare name before it sees that the names below are taken: the
                // bare name then belongs to nobody.
                taken.putIfAbsent(name.text(), name);
            }
            String because = "the name is taken on " + socket.name() + " already";
            String what = name.written().isEmpty() ? "\"\"" : name.written();
            notes.ignored(Ignored.Topic.HOST_NAME, what, name.span(), because, before.span());
            return false;
        }
        taken.put(name.text(), name);
        if (name.kind() == NginxServerName.Kind.WITH_BELOW) {
            taken.put("." + name.text(), name);
        }
        return true;
    }

    /// One rule for each run of names of the same server, in the order given.
    private void grouped(List<Claim> claims, Matcher.Method method) {
        int at = 0;
        while (at < claims.size()) {
            NginxServer server = claims.get(at).server;
            Span span = claims.get(at).name.span();
            var patterns = new ArrayList<Matcher.Pattern>();
            while (at < claims.size() && claims.get(at).server.equals(server)) {
                NginxServerName name = claims.get(at++).name;
                patterns.add(new Matcher.Pattern(name.text(), name.span()));
            }
            var matcher = new Matcher(method, false, patterns, true);
            var when = new Condition.Match(HOST, matcher, span);
            rules.add(new Rule(when, enter(server), Rule.Origin.WRITTEN, span));
        }
    }

    /// A regular expression that holds a capital letter is compared without case.
    private void expression(Claim claim) {
        String regex = claim.name.text();
        Span span = claim.name.span();
        Matcher matcher = NginxRegex.matcher(regex, hasCapital(regex), span);
        var when = new Condition.Match(HOST, matcher, span);
        var inner = new ArrayList<Rule>();
        NginxRegex.captures(regex)
                .forEach((name, capture) ->
                        inner.add(
                                new Rule(
                                        Condition.ALWAYS,
                                        new Action.SetVariable(name, capture),
                                        Rule.Origin.IMPLIED,
                                        span)));
        Action action = enter(claim.server);
        if (!inner.isEmpty()) {
            inner.add(new Rule(Condition.ALWAYS, action, Rule.Origin.IMPLIED, span));
            action = new Action.Enter(new Block("host " + regex, inner, span));
        }
        rules.add(new Rule(when, action, Rule.Origin.WRITTEN, span));
    }

    private static boolean hasCapital(String regex) {
        for (int i = 0; i < regex.length(); i++) {
            if (regex.charAt(i) >= 'A' && regex.charAt(i) <= 'Z') {
                return true;
            }
        }
        return false;
    }

    private static Action enter(NginxServer server) {
        return new Action.Enter(server.rules());
    }
}
