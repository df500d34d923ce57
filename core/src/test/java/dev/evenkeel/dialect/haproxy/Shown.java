package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Server;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A compact text of models, for tests to compare with.
final class Shown {
    private Shown() {}

    static String of(Condition condition) {
        return switch (condition) {
            case Condition.Always _ -> "always";
            case Condition.Never _ -> "never";
            case Condition.All(List<Condition> all) -> list(all, " & ");
            case Condition.Any(List<Condition> any) -> list(any, " | ");
            case Condition.Not(Condition inner) -> "!" + of(inner);
            case Condition.Named(var declaration, _) ->
                    declaration.name() + "=" + of(declaration.condition());
            case Condition.Undefined(String name, _) -> name + "=?";
            case Condition.Match(Expression subject, Matcher matcher, _) ->
                    of(subject) + " " + of(matcher);
            case Condition.Unknown(String text, _, _) -> "unknown{" + text + "}";
        };
    }

    private static String list(List<Condition> conditions, String between) {
        return conditions.stream().map(Shown::of).collect(Collectors.joining(between, "(", ")"));
    }

    static String of(Matcher matcher) {
        String patterns =
                matcher.patterns().stream()
                        .map(Matcher.Pattern::text)
                        .collect(Collectors.joining(", "));
        return word(matcher.method())
                + (matcher.ignoreCase() ? "/i" : "")
                + (matcher.complete() ? "" : "/incomplete")
                + (patterns.isEmpty() ? "" : " [" + patterns + "]");
    }

    static String of(Expression expression) {
        return switch (expression) {
            case Expression.Text(String text) -> "'" + text + "'";
            case Expression.Part(Field field) -> of(field);
            case Expression.Variable(String name) -> "$" + name;
            case Expression.Capture(String group) -> "\\" + group;
            case Expression.Joined(List<Expression> parts) ->
                    parts.stream().map(Shown::of).collect(Collectors.joining(" + "));
            case Expression.Converted(Expression input, String name, List<String> arguments) ->
                    name
                            + "("
                            + of(input)
                            + arguments.stream().map(a -> ", " + a).collect(Collectors.joining())
                            + ")";
            case Expression.Lookup(var table, Expression key, Expression fallback) ->
                    table.name()
                            + "["
                            + of(key)
                            + "]"
                            + (fallback == null ? "" : " else " + of(fallback));
            case Expression.Split _ -> "split";
            case Expression.Unknown(String text, _, _) -> "unknown{" + text + "}";
        };
    }

    static String of(Field field) {
        return word(field.kind())
                + (field.name().isEmpty() ? "" : ":" + field.name())
                + (field.occurrence() == 0 ? "" : "#" + field.occurrence());
    }

    static String of(Action action) {
        return switch (action) {
            case Action.Forward(Expression pool, Action.Unresolved unresolved) ->
                    "to "
                            + of(pool)
                            + (unresolved == Action.Unresolved.REFUSED
                                    ? ""
                                    : " " + word(unresolved));
            case Action.Answer(int status, Expression location) ->
                    "answer " + status + (location == null ? "" : " " + of(location));
            case Action.Serve(String what) -> "serve " + what;
            case Action.Close(String how) -> "close " + how;
            case Action.Rewrite(Field field, var change, Expression value) ->
                    word(change) + " " + of(field) + " " + of(value);
            case Action.RewriteOutgoing(Field field, var change, Expression value) ->
                    "outgoing " + word(change) + " " + of(field) + " " + of(value);
            case Action.Replace(Field field, String regex, _, Expression value) ->
                    "replace " + of(field) + " /" + regex + "/ " + of(value);
            case Action.RemoveHeaders(Matcher names) -> "remove headers " + of(names);
            case Action.SetVariable(String name, Expression value) ->
                    "let $" + name + " " + of(value);
            case Action.UnsetVariable(String name) -> "forget $" + name;
            case Action.ChooseServer(Expression server) -> "server " + of(server);
            case Action.Enter(Block block) -> "enter " + block.name();
            case Action.Leave(String block) -> "leave " + block;
            case Action.Restart(String block, int limit) -> "restart " + block + " " + limit;
            case Action.Aside(String what) -> "aside " + what;
            case Action.Unmodelled(String what) -> "unmodelled " + what;
        };
    }

    static String of(Block block) {
        var lines = new StringBuilder();
        add(block, "", lines);
        return lines.toString();
    }

    private static void add(Block block, String indent, StringBuilder lines) {
        for (Rule rule : block.rules()) {
            if (isReception(rule)) {
                continue;
            }
            lines.append(indent);
            if (!(rule.when() instanceof Condition.Always)) {
                lines.append("if ").append(of(rule.when())).append(": ");
            }
            lines.append(of(rule.action())).append('\n');
            if (rule.action() instanceof Action.Enter(Block inner)) {
                add(inner, indent + "  ", lines);
            }
        }
    }

    /// What every listener does with every request.
    static boolean isReception(Rule rule) {
        return rule.action() instanceof Action.Enter(Block inner)
                && inner.name().equals(Block.RECEPTION);
    }

    static String of(Pool pool) {
        return pool.name()
                + " "
                + pool.balancing().algorithm()
                + "\n"
                + pool.servers().stream().map(s -> of(s) + "\n").collect(Collectors.joining());
    }

    static String of(Server server) {
        return "  "
                + server.name()
                + "#"
                + server.identity().number()
                + " "
                + server.address().host()
                + ":"
                + server.address().port()
                + " weight "
                + server.capacity().weight()
                + " "
                + word(server.role())
                + " "
                + word(server.checked())
                + (server.identity().affinity().isEmpty()
                        ? ""
                        : " as " + server.identity().affinity());
    }

    /// All listeners with their rules.
    static String listeners(LoadBalancer balancer) {
        return balancer.listeners().stream()
                .map(listener -> listener.name() + "\n" + of(listener.handling().rules()))
                .collect(Collectors.joining());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
