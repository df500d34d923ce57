package dev.evenkeel.dialect.nginx;

import static dev.evenkeel.dialect.nginx.NginxPlace.always;
import static dev.evenkeel.dialect.nginx.NginxPlace.note;
import static dev.evenkeel.dialect.nginx.NginxPlace.written;

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

/// The directives that nginx runs in order before anything else of a server or a location: `set`,
/// `if`, `rewrite`, `return`, `break`.
final class NginxRewriting {
    /// How deeply `if` blocks may be nested; what lies deeper is left out.
    private static final int DEPTH_MAX = 30;

    /// An `if` block of a location, and its number (from 1) in the order of the text.
    record Branch(int number, NginxLevel level, NginxDirective directive) {}

    private final NginxPlace place;
    private final NginxLevel level;
    private final String name;
    private final boolean inLocation;
    private final boolean branching;
    private final List<Branch> branches = new ArrayList<>();
    private final boolean usesCaptures;
    private boolean pending;
    private boolean leaves;

    /// `name` is that of the block to be made; with `branching` each `if` block that is taken is
    /// remembered, as its settings replace those of the location.
    NginxRewriting(
            NginxPlace place,
            NginxLevel level,
            String name,
            boolean inLocation,
            boolean branching) {
        this.place = place;
        this.level = level;
        this.name = name;
        this.inLocation = inLocation;
        this.branching = branching;
        this.usesCaptures = usesCaptures(level.directives(), 0);
    }

    static boolean isRewriting(NginxDirective directive) {
        return switch (directive.name()) {
            case "set", "if", "rewrite", "return", "break" -> true;
            default -> isScript(directive);
        };
    }

    private static boolean isScript(NginxDirective directive) {
        return directive.name().startsWith("rewrite_by_lua");
    }

    /// The rules; in a block of their own where one of them skips those behind it.
    List<Rule> rules(Span span) {
        List<Rule> rules = rules(level, 0);
        if (pending) {
            Condition when = NginxPlace.is(NginxPlace.PENDING, "1", span);
            var restart = List.of(note(NginxPlace.PENDING, "", span), always(restart(), span));
            var block = new Block("restart", restart, span);
            rules.add(NginxPlace.implied(when, new Action.Enter(block), span));
        }
        if (!leaves) {
            return rules;
        }
        var block = new Block(name, rules, span);
        return List.of(NginxPlace.implied(Condition.ALWAYS, new Action.Enter(block), span));
    }

    /// Whether a `return` ends every request, so that nothing behind the rules is reached.
    boolean endsAll() {
        return !leaves && level.has("return");
    }

    List<Branch> branches() {
        return branches;
    }

    private Action leave() {
        leaves = true;
        return new Action.Leave(name);
    }

    private Action restart() {
        return new Action.Restart(place.locationsBlock(), NginxPlace.RESTARTS);
    }

    private List<Rule> rules(NginxLevel here, int depth) {
        var rules = new ArrayList<Rule>();
        for (NginxDirective directive : here.directives()) {
            switch (directive.name()) {
                case "set" -> rules.addAll(set(directive));
                case "if" -> {
                    if (depth < DEPTH_MAX) {
                        add(conditional(directive, here, depth), rules);
                    }
                }
                case "rewrite" -> add(rewrite(directive, here), rules);
                case "return" -> rules.addAll(answer(directive, here));
                case "break" -> rules.addAll(stop(directive));
                default -> {
                    if (isScript(directive)) {
                        rules.add(always(new Action.Unmodelled("a script"), directive.span()));
                    }
                }
            }
        }
        return rules;
    }

    /// Adds a rule. A regular expression that does not match makes nginx forget what was captured
    /// before, which matters where captures are used later.
    private void add(Rule rule, List<Rule> rules) {
        if (usesCaptures && expression(rule.when()) instanceof Condition.Match match) {
            Span span = rule.span();
            Matcher empty = NginxRegex.matcher("^", false, span);
            var forgets = new Condition.Match(Expression.text(""), empty, span);
            Condition when = new Condition.All(List.of(new Condition.Not(match), forgets));
            rules.add(NginxPlace.implied(when, new Action.Aside("captures are forgotten"), span));
        }
        rules.add(rule);
    }

    /// The comparison with a regular expression that a condition consists of.
    private static Condition expression(Condition when) {
        Condition inner = when instanceof Condition.Not(Condition negated) ? negated : when;
        boolean regex =
                inner instanceof Condition.Match match
                        && match.matcher().method() == Matcher.Method.REGEX;
        return regex ? inner : Condition.ALWAYS;
    }

    private static boolean usesCaptures(List<NginxDirective> directives, int depth) {
        for (NginxDirective directive : directives) {
            for (int i = 0; !directive.is("rewrite") && i < directive.arguments(); i++) {
                String text = directive.argument(i);
                for (int at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at + 1)) {
                    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
                    if (next >= '1' && next <= '9') {
                        return true;
                    }
                }
            }
            boolean inner = directive.is("if") && depth < DEPTH_MAX;
            if (inner && usesCaptures(directive.block(), depth + 1)) {
                return true;
            }
        }
        return false;
    }

    private List<Rule> set(NginxDirective directive) {
        String variable = NginxVariables.name(directive.argument(0));
        var template =
                new NginxTemplate(place.variables(), directive)
                        .escaping(capture -> converted(capture, "escape_argument"));
        NginxTemplate.Value value = template.value(directive.argument(1));
        place.variables().limit(value, directive);
        Expression expression = value.expression();
        Span span = directive.span();
        if (!variable.equals("args")) {
            return List.of(always(new Action.SetVariable(variable, expression), span));
        }
        return List.of(
                always(NginxErrors.set(Field.Kind.NORMALISED_QUERY, expression), span),
                note(NginxPlace.CHANGED, "1", span));
    }

    static Expression converted(Expression input, String converter) {
        return new Expression.Converted(input, converter, List.of());
    }

    private Rule conditional(NginxDirective directive, NginxLevel here, int depth) {
        var inner = new ArrayList<Rule>();
        var within = new NginxLevel(here, directive.block());
        var condition = new NginxCondition(place, directive);
        Condition when = condition.condition();
        condition
                .captures()
                .forEach((group, capture) ->
                        inner.add(
                                NginxPlace.implied(
                                        Condition.ALWAYS,
                                        new Action.SetVariable(group, capture),
                                        directive.span())));
        if (branching) {
            int number = branches.size() + 1;
            branches.add(new Branch(number, within, directive));
            inner.add(note(NginxPlace.BRANCH, String.valueOf(number), directive.span()));
            if (NginxContent.passes(within)) {
                inner.add(note(NginxPlace.PASSING, "1", directive.span()));
            }
        }
        inner.addAll(rules(within, depth + 1));
        String text = "if " + String.join(" ", directive.argumentList());
        var block = new Block(text, inner, directive.span());
        return written(when, new Action.Enter(block), directive.span());
    }

    private List<Rule> stop(NginxDirective directive) {
        Span span = directive.span();
        var rules = new ArrayList<Rule>();
        if (pending) {
            rules.add(
                    NginxPlace.implied(
                            NginxPlace.is(NginxPlace.PENDING, "1", span),
                            new Action.SetVariable(NginxPlace.REPLACED, Expression.text("1")),
                            span));
            rules.add(note(NginxPlace.PENDING, "", span));
        }
        rules.add(always(leave(), span));
        return rules;
    }

    private List<Rule> answer(NginxDirective directive, NginxLevel here) {
        Span span = directive.span();
        String first = directive.argument(0);
        int status = directive.arguments() == 1 && first.contains("/") ? -1 : code(first);
        boolean onlyUrl = status < 0;
        String text = onlyUrl ? first : directive.argument(1);
        int code = onlyUrl ? 302 : status;
        if (text.isEmpty() && (code == 444 || code == 408 || code == 499)) {
            return List.of(always(new Action.Close("without an answer"), span));
        }
        var errors = new NginxErrors(place, here);
        if (isRedirect(code)) {
            Expression value = place.value(text, directive);
            Expression location =
                    text.isEmpty() ? value : NginxRedirect.location(place, here, value, text);
            return List.of(always(errors.answer(code, location, span), span));
        }
        Action answer =
                code >= 400 && text.isEmpty()
                        ? errors.answer(code, span)
                        : new Action.Answer(code, null);
        return List.of(always(answer, span));
    }

    private static int code(String text) {
        return NginxNumber.parse(text);
    }

    private static boolean isRedirect(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private Rule rewrite(NginxDirective directive, NginxLevel here) {
        String regex = directive.argument(0);
        Span span = directive.span();
        Matcher matcher = NginxRegex.matcher(regex, false, directive.argumentSpan(0));
        var when = new Condition.Match(Expression.field(Field.Kind.NORMALISED_PATH), matcher, span);
        var inner = new ArrayList<Rule>();
        NginxRegex.captures(regex)
                .forEach((group, capture) ->
                        inner.add(
                                NginxPlace.implied(
                                        Condition.ALWAYS,
                                        new Action.SetVariable(group, capture),
                                        span)));
        String flag = directive.argument(2);
        String target = directive.argument(1);
        if (isRedirecting(target, flag)) {
            inner.add(always(redirect(directive, here, flag.equals("permanent")), span));
        } else {
            change(directive, here, inner);
            inner.addAll(after(flag, span));
        }
        String text = "rewrite " + regex;
        return written(when, new Action.Enter(new Block(text, inner, span)), span);
    }

    /// Whether what a `rewrite` makes of the path may not begin with a slash.
    static boolean isRelative(NginxDirective rewrite) {
        String target = rewrite.argument(1);
        return !target.startsWith("/") && !isRedirecting(target, rewrite.argument(2));
    }

    private static boolean isRedirecting(String target, String flag) {
        return flag.equals("redirect")
                || flag.equals("permanent")
                || target.startsWith("http://")
                || target.startsWith("https://")
                || target.startsWith("$scheme");
    }

    private Action redirect(NginxDirective directive, NginxLevel here, boolean permanent) {
        String written = directive.argument(1);
        Span span = directive.span();
        boolean dropsQuery = written.endsWith("?");
        String target = dropsQuery ? written.substring(0, written.length() - 1) : written;
        var template =
                new NginxTemplate(place.variables(), directive)
                        .escaping(capture -> converted(capture, "escape_argument"));
        NginxTemplate.Value value = template.value(target);
        place.variables().limit(value, directive);
        Expression location = value.expression();
        if (!value.isText() || target.indexOf('%') >= 0) {
            location = converted(location, "unescape_redirect");
        }
        if (!dropsQuery) {
            String separator = target.indexOf('?') >= 0 ? "&" : "?";
            Expression query = place.variables().builtins().queryAfter(separator);
            location = new Expression.Joined(List.of(location, query));
        }
        Expression absolute = NginxRedirect.location(place, here, location, target);
        return new NginxErrors(place, here).answer(permanent ? 301 : 302, absolute, span);
    }

    /// Query first: what is written of the path there still means the path before the change.
    private void change(NginxDirective directive, NginxLevel here, List<Rule> rules) {
        Span span = directive.span();
        String written = directive.argument(1);
        boolean dropsQuery = written.endsWith("?");
        String target = dropsQuery ? written.substring(0, written.length() - 1) : written;
        int mark = target.indexOf('?');
        var template = new NginxTemplate(place.variables(), directive);
        NginxTemplate.Value path = template.value(mark < 0 ? target : target.substring(0, mark));
        place.variables().limit(path, directive);
        if (mark >= 0) {
            NginxTemplate.Value query =
                    template.escaping(capture -> converted(capture, "escape_argument"))
                            .value(target.substring(mark + 1));
            var parts = new ArrayList<Expression>();
            parts.add(query.expression());
            if (!dropsQuery) {
                parts.add(place.variables().builtins().queryAfter("&"));
            }
            var joined = new Expression.Joined(parts);
            rules.add(always(NginxErrors.set(Field.Kind.NORMALISED_QUERY, joined), span));
        } else if (dropsQuery) {
            rules.add(
                    always(
                            NginxErrors.set(Field.Kind.NORMALISED_QUERY, Expression.text("")),
                            span));
        }
        rules.add(always(NginxErrors.set(Field.Kind.NORMALISED_PATH, path.expression()), span));
        if (!path.hasText()) {
            Expression changed = Expression.field(Field.Kind.NORMALISED_PATH);
            Condition empty = NginxPlace.equal(NginxTemplate.textual(changed), "", span);
            Action answer = new NginxErrors(place, here).answer(500, span);
            rules.add(NginxPlace.implied(empty, answer, span));
        }
        rules.add(note(NginxPlace.INTERNAL, "1", span));
        rules.add(note(NginxPlace.CHANGED, "1", span));
    }

    private List<Rule> after(String flag, Span span) {
        if (flag.equals("break")) {
            var rules = new ArrayList<Rule>();
            rules.add(note(NginxPlace.REPLACED, "1", span));
            if (pending) {
                rules.add(note(NginxPlace.PENDING, "", span));
            }
            rules.add(always(leave(), span));
            return rules;
        }
        if (!inLocation) {
            return flag.equals("last") ? List.of(always(leave(), span)) : List.of();
        }
        if (!flag.equals("last")) {
            pending = true;
            return List.of(note(NginxPlace.PENDING, "1", span));
        }
        return pending
                ? List.of(note(NginxPlace.PENDING, "", span), always(restart(), span))
                : List.of(always(restart(), span));
    }
}
