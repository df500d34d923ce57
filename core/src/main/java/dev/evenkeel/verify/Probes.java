package dev.evenkeel.verify;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Request;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Table;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What a line looks for in requests: every value, and for the first of them what is just beside
/// it. Whether a request with such a value reaches the line is for others to see.
final class Probes {
    /// How many values of one comparison, or entries of one table, are looked at.
    private static final int VALUES_MAX = 40;

    private static final int DEPTH_MAX = 16;

    private final Map<String, Expression> variables;
    private final List<Probe> found = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /// A value for what a comparison looks at. It stands for one that the line looks for unless it
    /// is `beside`. `pattern` is where that value is written.
    record Probe(Expression subject, String value, boolean beside, Span pattern) {}

    private Probes(Map<String, Expression> variables) {
        this.variables = variables;
    }

    /// What the variables of a configuration are first set to.
    static Map<String, Expression> variables(LoadBalancer balancer) {
        Map<String, Expression> variables = new HashMap<>();
        balancer.rules()
                .forEach(rule -> {
                    if (rule.action() instanceof Action.SetVariable(String name, var value)) {
                        variables.putIfAbsent(name, value);
                    }
                });
        return variables;
    }

    static List<Probe> of(Rule rule, Map<String, Expression> variables) {
        var probes = new Probes(variables);
        probes.look(rule.when(), 0);
        switch (rule.action()) {
            case Action.Forward(var pool, _) -> probes.look(pool, 0);
            case Action.Answer(_, var location) -> probes.look(location, 0);
            case Action.Rewrite(_, _, var value) -> probes.look(value, 0);
            case Action.RewriteOutgoing(_, _, var value) -> probes.look(value, 0);
            case Action.ChooseServer(var server) -> probes.look(server, 0);
            case Action.Replace(var field, String regex, boolean ignoreCase, _) -> {
                var pattern = new Matcher.Pattern(regex, rule.span());
                probes.add(
                        new Expression.Part(field),
                        new Matcher(Matcher.Method.REGEX, ignoreCase, List.of(pattern), true),
                        true);
            }
            case Action.SetVariable _,
                    Action.Enter _,
                    Action.Serve _,
                    Action.Close _,
                    Action.RemoveHeaders _,
                    Action.UnsetVariable _,
                    Action.Leave _,
                    Action.Restart _,
                    Action.Aside _,
                    Action.Unmodelled _ -> {}
        }
        return probes.found;
    }

    private void look(Condition condition, int depth) {
        if (depth > DEPTH_MAX) {
            return;
        }
        switch (condition) {
            case Condition.All(var parts) -> parts.forEach(part -> look(part, depth + 1));
            case Condition.Any(var parts) -> parts.forEach(part -> look(part, depth + 1));
            case Condition.Not(var inner) -> look(inner, depth + 1);
            case Condition.Named(var declaration, _) -> look(declaration.condition(), depth + 1);
            case Condition.Match(var subject, var matcher, _) -> {
                look(subject, depth + 1);
                add(subject, matcher, true);
            }
            case Condition.Always _,
                    Condition.Never _,
                    Condition.Undefined _,
                    Condition.Unknown _ -> {}
        }
    }

    /// The tables that a value is looked up in.
    private void look(@Nullable Expression expression, int depth) {
        if (expression == null || depth > DEPTH_MAX) {
            return;
        }
        switch (expression) {
            case Expression.Lookup(Table table, var key, var fallback) -> {
                if (seen.add(table)) {
                    int number = 0;
                    for (Table.Entry entry : table.entries()) {
                        if (number < VALUES_MAX) {
                            add(key, entry.key(), number++ == 0);
                        }
                    }
                }
                look(key, depth + 1);
                look(fallback, depth + 1);
            }
            case Expression.Converted(var input, _, _) -> look(input, depth + 1);
            case Expression.Joined(var parts) -> parts.forEach(part -> look(part, depth + 1));
            case Expression.Variable(String name) -> look(variables.get(name), depth + 1);
            case Expression.Text _,
                    Expression.Part _,
                    Expression.Capture _,
                    Expression.Split _,
                    Expression.Unknown _ -> {}
        }
    }

    /// With what is `beside` the first value, too.
    private void add(Expression subject, Matcher matcher, boolean beside) {
        int number = 0;
        for (Matcher.Pattern pattern : matcher.patterns()) {
            // A path that is normalised shows whether the server gets that or what was received.
            boolean normalised = isOf(Field.Kind.NORMALISED_PATH, subject);
            String value =
                    matcher.method().isAboutFiles()
                            ? file(subject)
                            : matching(pattern.text(), matcher.method(), normalised);
            // Files are asked for with few methods, which nobody writes.
            boolean method = isOf(Field.Kind.METHOD, subject);
            boolean written = !method || pattern.span().text().contains(value);
            if (value.isEmpty() || !written || number++ >= VALUES_MAX) {
                return;
            }
            add(subject, value, false, pattern);
            if (beside && number == 1 && !method) {
                for (String other : beside(pattern.text(), matcher.method())) {
                    add(subject, other, true, pattern);
                }
            }
        }
    }

    /// The name of a file, where the query says which file is asked for; else empty, as the path
    /// does.
    private static String file(Expression subject) {
        boolean asked =
                subject instanceof Expression.Joined(var parts)
                        && parts.stream()
                                .anyMatch(part -> isOf(Field.Kind.QUERY_PARAMETER_ANY_CASE, part));
        return asked ? "x" : "";
    }

    /// A value that a pattern ought to match, as far from the pattern itself as may be; empty where
    /// that is not easy.
    private static String matching(String pattern, Matcher.Method method, boolean normalised) {
        return switch (method) {
            case EXACT -> pattern;
            case PREFIX -> pattern + (normalised ? "more//x" : "more");
            case SUFFIX -> before(pattern);
            case SUBSTRING -> before(pattern) + "x";
            case DIRECTORY -> "/x/" + bare(pattern) + "/x";
            case DOMAIN -> "x." + pattern;
            case REGEX -> RegexText.of(pattern);
            case NETWORK -> {
                int slash = pattern.indexOf('/');
                yield slash < 0 ? pattern : pattern.substring(0, slash);
            }
            case INTEGER,
                    LENGTH,
                    BINARY,
                    EXISTING,
                    USUALLY_EXISTING,
                    SELDOM_EXISTING,
                    FOUND,
                    TRUE ->
                    "";
        };
    }

    /// Values that a pattern matches when it says a little less than it seems to.
    private static List<String> beside(String pattern, Matcher.Method method) {
        return switch (method) {
            case EXACT, SUFFIX -> List.of(pattern + "more", otherCase(pattern));
            case PREFIX ->
                    pattern.length() < 2
                            ? List.of()
                            : List.of(before(pattern), otherCase(pattern) + "more");
            case SUBSTRING -> List.of(otherCase(pattern));
            case DIRECTORY -> List.of("/" + bare(pattern) + "more");
            case REGEX -> {
                String like = RegexText.of(pattern);
                yield List.of(like + "more", before(like), otherCase(like));
            }
            case DOMAIN,
                    NETWORK,
                    INTEGER,
                    LENGTH,
                    BINARY,
                    EXISTING,
                    USUALLY_EXISTING,
                    SELDOM_EXISTING,
                    FOUND,
                    TRUE ->
                    List.of();
        };
    }

    private static String bare(String directory) {
        return directory.startsWith("/") ? directory.substring(1) : directory;
    }

    private void add(Expression subject, String value, boolean beside, Matcher.Pattern pattern) {
        found.add(new Probe(subject, value, beside, pattern.span()));
    }

    private static boolean isOf(Field.Kind kind, Expression subject) {
        return subject instanceof Expression.Part(Field field) && field.kind() == kind;
    }

    /// With something before it: as a path another segment, as a name another label.
    private static String before(String text) {
        return (text.startsWith("/") ? "/x" : "x") + text;
    }

    private static String otherCase(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return text.equals(lower) ? text.toUpperCase(Locale.ROOT) : lower;
    }

    /// What is not known before run time and that a comparison looks at; empty when it looks at the
    /// request.
    static String unknown(Expression subject, Map<String, Expression> variables) {
        return root(subject, variables) instanceof Expression.Unknown unknown ? unknown.text() : "";
    }

    /// What a value is made of, before functions and variables.
    static Expression root(Expression subject, Map<String, Expression> variables) {
        Expression root = subject;
        for (int depth = 0; depth < DEPTH_MAX; depth++) {
            if (root instanceof Expression.Converted(var input, _, _)) {
                root = input;
            } else if (root instanceof Expression.Variable(String name)
                    && variables.get(name) != null) {
                root = Objects.requireNonNull(variables.get(name));
            } else {
                return root;
            }
        }
        return root;
    }

    /// A request with a value in place of what a comparison looks at; `null` where that is not
    /// easy.
    static @Nullable Request with(Request request, Probe probe, Map<String, Expression> variables) {
        return with(request, probe.subject(), probe.value(), variables, 0);
    }

    private static @Nullable Request with(
            Request request,
            Expression subject,
            String value,
            Map<String, Expression> variables,
            int depth) {
        if (depth > DEPTH_MAX) {
            return null;
        }
        return switch (subject) {
            case Expression.Part(var field) -> Parts.with(request, field, value);
            case Expression.Converted(var input, _, _) ->
                    with(request, input, value, variables, depth + 1);
            case Expression.Variable(String name) -> {
                Expression set = variables.get(name);
                yield set == null ? null : with(request, set, value, variables, depth + 1);
            }
            case Expression.Joined(var parts) -> {
                List<Expression> open =
                        parts.stream().filter(part -> !(part instanceof Expression.Text)).toList();
                int slash = value.indexOf('/');
                if (open.isEmpty()) {
                    yield null;
                }
                if (open.size() < 2 || slash < 0) {
                    yield with(request, open.getFirst(), value, variables, depth + 1);
                }
                String host = value.substring(0, slash);
                Request first =
                        host.isEmpty()
                                ? request
                                : with(request, open.getFirst(), host, variables, depth + 1);
                yield first == null
                        ? null
                        : with(first, open.getLast(), value.substring(slash), variables, depth + 1);
            }
            case Expression.Text _,
                    Expression.Capture _,
                    Expression.Lookup _,
                    Expression.Split _,
                    Expression.Unknown _ ->
                    null;
        };
    }
}
