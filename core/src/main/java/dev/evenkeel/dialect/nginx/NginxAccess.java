package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.always;
import static dev.evenkeel.dialect.nginx.NginxPlace.written;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Who is let in at a level: limits of rate and number, then addresses, then credentials.
final class NginxAccess {
    private final NginxVariables variables;
    private final NginxLevel level;
    private final Refusal refusal;
    private final String name;

    /// What becomes of a request that is not let in.
    @FunctionalInterface
    interface Refusal {
        Action action(int status, Span span);
    }

    /// `name` is that of the block around the rules.
    NginxAccess(NginxVariables variables, NginxLevel level, String name, Refusal refusal) {
        this.variables = variables;
        this.level = level;
        this.name = name;
        this.refusal = refusal;
    }

    List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        limit("limit_conn", rules);
        limit("limit_req", rules);
        List<Rule> credentials = credentials();
        NginxLevel addresses = level.nearest("allow", "deny");
        if (addresses == null) {
            rules.addAll(credentials);
        } else if (!credentials.isEmpty() && level.setting("satisfy", "all").equals("any")) {
            rules.add(any(addresses, credentials));
        } else {
            rules.addAll(addresses(addresses));
            rules.addAll(credentials);
        }
        return rules;
    }

    /// A limit that refuses some requests, which ones depends on those before.
    private void limit(String directive, List<Rule> rules) {
        List<NginxDirective> limits = level.inherited(directive);
        if (limits.isEmpty() || level.isOn(directive + "_dry_run")) {
            return;
        }
        int status = NginxNumber.parse(level.setting(directive + "_status", "503"));
        Span span = limits.getFirst().span();
        var when = Condition.Unknown.exceptional(directive + " refuses the request", span);
        rules.add(written(when, refusal.action(status < 0 ? 503 : status, span), span));
    }

    private List<Rule> credentials() {
        var rules = new ArrayList<Rule>();
        NginxDirective basic = level.setting("auth_basic");
        if (basic != null && !basic.argument(0).equals("off")) {
            rules.add(written(refused(basic), refusal.action(401, basic.span()), basic.span()));
        }
        NginxDirective jwt = level.setting("auth_jwt");
        if (jwt != null && !jwt.argument(0).equals("off")) {
            var when = new Condition.Unknown("the token is refused", jwt.span());
            rules.add(written(when, refusal.action(401, jwt.span()), jwt.span()));
        }
        NginxDirective asked = level.setting("auth_request");
        if (asked != null && !asked.argument(0).equals("off")) {
            Span span = asked.span();
            var unauthorised = new Condition.Unknown("auth_request answers 401", span);
            rules.add(written(unauthorised, refusal.action(401, span), span));
            var forbidden = new Condition.Unknown("auth_request answers 403", span);
            rules.add(written(forbidden, refusal.action(403, span), span));
        }
        return rules;
    }

    /// Without a name and a password nobody is let in; whose are right is not known. A realm that
    /// is computed may turn out to be `off`.
    private Condition refused(NginxDirective basic) {
        Span span = basic.span();
        var header = new Expression.Part(new Field(Field.Kind.HEADER_LINE, "authorization", 1));
        Matcher given = NginxRegex.matcher("^basic +[^ ]", true, span);
        Condition wrong =
                new Condition.Any(
                        List.of(
                                new Condition.Not(new Condition.Match(header, given, span)),
                                new Condition.Unknown("name and password are refused", span)));
        String realm = basic.argument(0);
        if (realm.indexOf('$') < 0) {
            return wrong;
        }
        Condition off = NginxPlace.equal(variables.expression(realm, basic), "off", span);
        return new Condition.All(List.of(new Condition.Not(off), wrong));
    }

    /// An allowed address needs no credentials, and credentials no address.
    private Rule any(NginxLevel addresses, List<Rule> credentials) {
        var rules = new ArrayList<Rule>();
        Span span = span(addresses);
        String block = name + ": any";
        String inner = name + ": addresses";
        var known = new ArrayList<Rule>();
        for (NginxDirective line : addresses.directives()) {
            if (line.is("allow")) {
                known.add(written(source(line), new Action.Leave(block), line.span()));
            } else if (line.is("deny")) {
                known.add(written(source(line), new Action.Leave(inner), line.span()));
            }
        }
        rules.add(always(new Action.Enter(new Block(inner, known, span)), span));
        rules.addAll(credentials);
        return always(new Action.Enter(new Block(block, rules, span)), span);
    }

    private static Span span(NginxLevel addresses) {
        for (NginxDirective line : addresses.directives()) {
            if (line.is("allow") || line.is("deny")) {
                return line.span();
            }
        }
        throw new IllegalStateException("a level without allow and deny");
    }

    private List<Rule> addresses(NginxLevel addresses) {
        var lines = new ArrayList<NginxDirective>();
        for (NginxDirective line : addresses.directives()) {
            if (line.is("allow") || line.is("deny")) {
                lines.add(line);
            }
        }
        var rules = new ArrayList<Rule>();
        boolean leaves = false;
        String block = name + ": addresses";
        int at = 0;
        while (at < lines.size()) {
            NginxDirective first = lines.get(at);
            var run = new ArrayList<NginxDirective>();
            while (at < lines.size() && lines.get(at).is(first.name())) {
                run.add(lines.get(at++));
            }
            Condition when = sources(run);
            NginxDirective next = at < lines.size() ? lines.get(at) : null;
            if (next != null && first.is("allow") && isEnd(lines, at)) {
                Action refused = refusal.action(403, next.span());
                rules.add(written(new Condition.Not(when), refused, next.span()));
                at++;
            } else if (first.is("deny")) {
                rules.add(written(when, refusal.action(403, first.span()), first.span()));
            } else if (next != null) {
                leaves = true;
                rules.add(written(when, new Action.Leave(block), first.span()));
            }
        }
        if (!leaves) {
            return rules;
        }
        Span span = lines.getFirst().span();
        return List.of(always(new Action.Enter(new Block(block, rules, span)), span));
    }

    /// Whether only “deny all” is left.
    private static boolean isEnd(List<NginxDirective> lines, int at) {
        return at == lines.size() - 1 && isAll(lines.get(at)) && lines.get(at).is("deny");
    }

    private static boolean isAll(NginxDirective line) {
        return line.argument(0).equals("all");
    }

    private static Condition source(NginxDirective line) {
        return sources(List.of(line));
    }

    private static Condition sources(List<NginxDirective> lines) {
        var patterns = new ArrayList<Matcher.Pattern>(lines.size());
        @Nullable Span unix = null;
        for (NginxDirective line : lines) {
            String text = line.argument(0);
            if (isAll(line)) {
                return Condition.ALWAYS;
            }
            if (text.equals("unix:")) {
                unix = line.span();
            } else {
                patterns.add(new Matcher.Pattern(text, line.argumentSpan(0)));
            }
        }
        Span span = lines.getFirst().span();
        var matcher = new Matcher(Matcher.Method.NETWORK, false, patterns, true);
        var source = Expression.field(Field.Kind.SOURCE);
        var match = new Condition.Match(source, matcher, span);
        if (unix == null) {
            return match;
        }
        Condition local = NginxPlace.equal(source, "unix:", unix);
        return patterns.isEmpty() ? local : new Condition.Any(List.of(match, local));
    }
}
