package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Rule;
import dev.evenkeel.text.Span;

import java.util.List;
import java.util.Set;

/// What the rules of one server share: `server` is its label, `traits` what happens anywhere in it.
record NginxPlace(
        NginxVariables variables,
        NginxNotes notes,
        NginxPools pools,
        String server,
        Set<Trait> traits) {
    enum Trait {
        /// The path may change.
        REWRITES,
        /// The path may become one without a slash before it.
        RELATIVE,
        /// A `break` may keep a changed path in its location.
        REPLACES,
        /// The name of an index file may lead to another location.
        INDEXES,
        /// An error page may take the place of an answer, and its status that of others.
        SHOWS,
        /// A named location may be asked for that there is not.
        MISSES
    }

    /// How often nginx starts the choice of a location again for one request.
    static final int RESTARTS = 10;

    /// Variables of the model that hold what nginx remembers of a request; their names hold a
    /// blank, as no variable of a configuration can.
    static final String INTERNAL = "internal request";

    static final String NAMED = "named location";
    static final String NAMELESS = "no host";
    static final String CHANGED = "changed path";
    static final String PENDING = "pending restart";
    static final String REPLACED = "replaced path";
    static final String BRANCH = "branch taken";
    static final String PASSING = "passing branch";
    static final String ERROR = "error page";
    static final String TARGET = "new target";

    private static final Matcher FOUND = new Matcher(Matcher.Method.FOUND, false, List.of(), true);

    boolean isTrait(Trait trait) {
        return traits.contains(trait);
    }

    boolean rewrites() {
        return isTrait(Trait.REWRITES);
    }

    boolean replaces() {
        return isTrait(Trait.REPLACES);
    }

    boolean shows() {
        return isTrait(Trait.SHOWS);
    }

    boolean indexes() {
        return isTrait(Trait.INDEXES);
    }

    String serverBlock() {
        return "server " + server;
    }

    String locationsBlock() {
        return "locations of " + server;
    }

    static Rule written(Condition when, Action action, Span span) {
        return new Rule(when, action, Rule.Origin.WRITTEN, span);
    }

    static Rule always(Action action, Span span) {
        return new Rule(Condition.ALWAYS, action, Rule.Origin.WRITTEN, span);
    }

    static Rule implied(Condition when, Action action, Span span) {
        return new Rule(when, action, Rule.Origin.IMPLIED, span);
    }

    static Rule note(String variable, String value, Span span) {
        var action = new Action.SetVariable(variable, Expression.text(value));
        return new Rule(Condition.ALWAYS, action, Rule.Origin.IMPLIED, span);
    }

    static Condition is(String variable, String value, Span span) {
        return equal(new Expression.Variable(variable), value, span);
    }

    static Condition equal(Expression subject, String value, Span span) {
        var pattern = new Matcher.Pattern(value, span);
        var matcher = new Matcher(Matcher.Method.EXACT, false, List.of(pattern), true);
        return new Condition.Match(subject, matcher, span);
    }

    static Condition found(Expression subject, Span span) {
        return new Condition.Match(subject, FOUND, span);
    }

    /// The value of a template at a directive; an unknown variable is noted as a limit.
    Expression value(String text, NginxDirective at) {
        return variables.expression(text, at);
    }
}
