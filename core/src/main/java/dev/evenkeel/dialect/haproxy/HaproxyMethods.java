package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;

/// Methods that rules set. HAProxy compares the methods that it knows by their numbers, and the
/// number of the method received stays: rules go on seeing a method that was known. Any other is
/// seen by its new name, but never equals a known one.
///
/// Source: HAProxy, `smp_fetch_meth` and `pat_match_meth` of `src/http_fetch.c` and
/// `src/http_acl.c`.
final class HaproxyMethods {
    private static final List<String> KNOWN =
            List.of("OPTIONS", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE", "CONNECT");

    /// Holds a value when the method received was not known and is another now; users cannot write
    /// that name.
    private static final Expression RENAMED = new Expression.Variable("renamed method");

    private static final Field METHOD = Field.of(Field.Kind.METHOD);

    private HaproxyMethods() {}

    /// What sets the method to a value.
    static Action set(Expression value, Span span) {
        var known = new ArrayList<Matcher.Pattern>(KNOWN.size());
        for (String name : KNOWN) {
            known.add(new Matcher.Pattern(name, span));
        }
        var isKnown = new Matcher(Matcher.Method.EXACT, false, known, true);
        Condition unknown =
                HaproxyLogic.not(new Condition.Match(new Expression.Part(METHOD), isKnown, span));
        var rename = new Action.SetVariable("renamed method", Expression.text("1"));
        var seen = new Action.Rewrite(METHOD, Action.Change.SET, value);
        var sent = new Action.RewriteOutgoing(METHOD, Action.Change.SET, value);
        var rules =
                List.of(
                        new Rule(unknown, rename, Rule.Origin.IMPLIED, span),
                        new Rule(renamed(span), seen, Rule.Origin.IMPLIED, span),
                        new Rule(Condition.ALWAYS, sent, Rule.Origin.WRITTEN, span));
        return new Action.Enter(new Block("set-method", rules, span));
    }

    /// Whether the method is one of some, by number where it has one.
    static Condition compared(Condition.Match match) {
        Matcher matcher = match.matcher();
        var known = new ArrayList<Matcher.Pattern>(matcher.patterns().size());
        for (Matcher.Pattern pattern : matcher.patterns()) {
            if (KNOWN.contains(pattern.text())) {
                known.add(pattern);
            }
        }
        if (known.isEmpty()) {
            return match;
        }
        var byName = new Matcher(matcher.method(), matcher.ignoreCase(), known, true);
        Span span = match.span();
        Condition onlyByName =
                HaproxyLogic.all(
                        List.of(renamed(span), new Condition.Match(match.subject(), byName, span)));
        return HaproxyLogic.all(List.of(match, HaproxyLogic.not(onlyByName)));
    }

    private static Condition renamed(Span span) {
        var found = new Matcher(Matcher.Method.FOUND, false, List.of(), true);
        return new Condition.Match(RENAMED, found, span);
    }
}
