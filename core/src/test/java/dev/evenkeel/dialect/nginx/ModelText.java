package dev.evenkeel.dialect.nginx;

import dev.evenkeel.model.Action;
import dev.evenkeel.model.Algorithm;
import dev.evenkeel.model.Block;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.Pool;
import dev.evenkeel.model.Rule;
import dev.evenkeel.model.Server;
import dev.evenkeel.model.Table;

import java.util.List;
import java.util.stream.Collectors;

/// A model as a text that is short enough to be compared in a test.
final class ModelText {
    private final StringBuilder text = new StringBuilder();

    private ModelText() {}

    static String listeners(LoadBalancer balancer) {
        var made = new ModelText();
        for (Listener listener : balancer.listeners()) {
            made.text.append(listener.name()).append('\n');
            made.rules(listener.handling().rules(), 1);
        }
        return made.text.toString();
    }

    /// The rules of the only listener's only server.
    static String block(Block block) {
        var made = new ModelText();
        made.rules(block, 0);
        return made.text.toString();
    }

    static String pools(LoadBalancer balancer) {
        return balancer.pools().stream().map(ModelText::pool).collect(Collectors.joining("\n"));
    }

    static String pool(Pool pool) {
        String servers =
                pool.servers().stream().map(ModelText::server).collect(Collectors.joining(", "));
        return pool.name()
                + ": "
                + algorithm(pool.balancing().algorithm())
                + (pool.balancing().shared() ? " shared" : "")
                + " ["
                + servers
                + "]";
    }

    private static String server(Server server) {
        String text = server.name();
        if (server.capacity().weight() != 1) {
            text += " weight " + server.capacity().weight();
        }
        if (server.capacity().connectionsMax() != 0) {
            text += " at most " + server.capacity().connectionsMax();
        }
        if (server.role() != Server.Role.ACTIVE) {
            text += " " + server.role();
        }
        return server.checked() == Server.Checked.NEVER ? text + " unchecked" : text;
    }

    private static String algorithm(Algorithm algorithm) {
        return switch (algorithm) {
            case Algorithm.RoundRobin _ -> "in turn";
            case Algorithm.LeastConnections _ -> "least connections";
            case Algorithm.LeastTime(String measure) -> "least time " + measure;
            case Algorithm.First _ -> "first";
            case Algorithm.RandomDraws(int draws, String by) -> "random " + draws + " " + by;
            case Algorithm.Hash(Expression key, Algorithm.Form form) ->
                    "hash " + expression(key) + " " + form.function();
            case Algorithm.Unmodelled(String written) -> "unmodelled " + written;
        };
    }

    /// What every listener does with every request.
    private static boolean isReception(Rule rule) {
        return rule.action() instanceof Action.Enter(Block inner)
                && inner.name().equals(Block.RECEPTION);
    }

    private void rules(Block block, int depth) {
        for (Rule rule : block.rules()) {
            if (isReception(rule)) {
                continue;
            }
            String when = condition(rule.when());
            text.append("  ".repeat(depth));
            text.append(
                    switch (rule.origin()) {
                        case WRITTEN -> "";
                        case FALLBACK -> "else ";
                        case IMPLIED -> "(implied) ";
                    });
            text.append(when.isEmpty() ? "" : "if " + when + ": ");
            text.append(action(rule.action())).append('\n');
            if (rule.action() instanceof Action.Enter(Block inner)) {
                rules(inner, depth + 1);
            }
        }
    }

    static String action(Action action) {
        return switch (action) {
            case Action.Forward(Expression pool, Action.Unresolved _) ->
                    "forward to " + expression(pool);
            case Action.Answer(int status, Expression location) ->
                    "answer " + status + (location == null ? "" : " to " + expression(location));
            case Action.Serve(String what) -> "serve " + what;
            case Action.Close(String how) -> "close " + how;
            case Action.Rewrite(Field field, Action.Change change, Expression value) ->
                    change + " " + field(field) + " = " + expression(value);
            case Action.RewriteOutgoing(Field field, Action.Change change, Expression value) ->
                    "send " + change + " " + field(field) + " = " + expression(value);
            case Action.SetVariable(String name, Expression value) ->
                    name + " := " + expression(value);
            case Action.ChooseServer(Expression server) -> "server " + expression(server);
            case Action.Enter(Block block) -> "enter " + block.name();
            case Action.Leave(String block) -> "leave " + block;
            case Action.Restart(String block, int limit) -> "restart " + block + " max " + limit;
            case Action.Aside(String what) -> "aside " + what;
            case Action.Unmodelled(String what) -> "unmodelled " + what;
            case Action.Replace _, Action.RemoveHeaders _, Action.UnsetVariable _ ->
                    action.toString();
        };
    }

    static String condition(Condition condition) {
        return switch (condition) {
            case Condition.Always _ -> "";
            case Condition.Never _ -> "never";
            case Condition.All(List<Condition> all) -> joined(all, " and ");
            case Condition.Any(List<Condition> any) -> joined(any, " or ");
            case Condition.Not(Condition inner) -> "not (" + condition(inner) + ")";
            case Condition.Named named -> named.declaration().name();
            case Condition.Undefined undefined -> "undefined " + undefined.name();
            case Condition.Match match ->
                    expression(match.subject()) + " " + matcher(match.matcher());
            case Condition.Unknown unknown -> "perhaps " + unknown.text();
        };
    }

    private static String joined(List<Condition> conditions, String by) {
        return conditions.stream().map(ModelText::condition).collect(Collectors.joining(by));
    }

    private static String matcher(Matcher matcher) {
        String patterns =
                matcher.patterns().stream()
                        .map(Matcher.Pattern::text)
                        .collect(Collectors.joining(" "));
        String method = matcher.method().name().toLowerCase(java.util.Locale.ROOT);
        return method + (matcher.ignoreCase() ? "~" : "") + " <" + patterns + ">";
    }

    static String expression(Expression expression) {
        return switch (expression) {
            case Expression.Text(String text) -> "'" + text + "'";
            case Expression.Part(Field field) -> field(field);
            case Expression.Variable(String name) -> "$" + name;
            case Expression.Capture(String group) -> "\\" + group;
            case Expression.Joined(List<Expression> parts) ->
                    parts.stream()
                            .map(ModelText::expression)
                            .collect(Collectors.joining(" ", "{", "}"));
            case Expression.Converted(Expression input, String by, List<String> arguments) ->
                    by + arguments + "(" + expression(input) + ")";
            case Expression.Lookup(Table table, Expression key, Expression _) ->
                    "table " + table.name() + "[" + expression(key) + "]";
            case Expression.Split split ->
                    split.shares().stream()
                            .map(share -> share.basisPoints() + " " + expression(share.value()))
                            .collect(
                                    Collectors.joining(
                                            ", ", "split " + expression(split.key()) + " (", ")"));
            case Expression.Unknown unknown -> "unknown " + unknown.text();
        };
    }

    static String table(Table table) {
        var made = new StringBuilder(table.name());
        for (Table.Entry entry : table.entries()) {
            made.append('\n').append(matcher(entry.key())).append(" -> ");
            made.append(expression(entry.value()));
        }
        Expression fallback = table.fallback();
        made.append("\nelse ").append(fallback == null ? "nothing" : expression(fallback));
        return made.toString();
    }

    private static String field(Field field) {
        String name = field.name().isEmpty() ? "" : "(" + field.name() + ")";
        return field.kind() + name + (field.occurrence() == 0 ? "" : "#" + field.occurrence());
    }
}
