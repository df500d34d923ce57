package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Affinity;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Ignored;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// What binds requests to servers in one section: `cookie`, `stick` and `persist` lines, and when
/// they are ignored or count even for servers that are down.
final class HaproxyAffinities {
    /// A table of texts that says no length keeps so many characters of them.
    private static final int LENGTH_STANDARD = 31;

    private final List<Stick> sticks = new ArrayList<>(0);
    private final List<Stick> answers = new ArrayList<>(0);
    private final List<Condition> earlier = new ArrayList<>(0);
    private final List<Condition> ignored = new ArrayList<>(0);
    private final List<Condition> forced = new ArrayList<>(0);

    /// A `stick` line; `table` is empty for the section's own.
    private record Stick(
            HaproxyLine line, Expression key, HaproxyType type, String table, Condition when) {}

    /// A `force-persist` or `ignore-persist` line: the first whose condition holds counts.
    void persist(HaproxyLine line, Condition when) {
        var holds = new ArrayList<Condition>(2);
        if (!earlier.isEmpty()) {
            holds.add(HaproxyLogic.not(HaproxyLogic.any(List.copyOf(earlier))));
        }
        holds.add(when);
        (line.is(0, "ignore-persist") ? ignored : forced).add(HaproxyLogic.all(holds));
        earlier.add(when);
    }

    void stick(HaproxyLine line, HaproxySample key, String table, Condition when) {
        sticks.add(new Stick(line, key.expression(), key.type(), table, when));
    }

    /// A `stick store-response` line: what the server answers is known only where a user says it.
    /// HAProxy keeps it after what it keeps of requests.
    void answered(HaproxyLine line) {
        var unknown = new Expression.Unknown(line.word(2), line.span());
        var said = new Expression.Converted(unknown, "not-empty", List.of());
        String table = "";
        Condition when = Condition.ALWAYS;
        for (int i = 3; i + 1 < line.size(); i++) {
            table = line.is(i, "table") ? line.word(i + 1) : table;
            if (line.is(i, "if") || line.is(i, "unless")) {
                Span span = line.span(i, line.size() - 1);
                when = new Condition.Unknown(span.text(), span);
            }
        }
        answers.add(new Stick(line, said, HaproxyType.STR, table, when));
    }

    List<Affinity> of(HaproxyContext context, HaproxySection section, HaproxySettings settings) {
        var found = new ArrayList<Affinity>(1);
        Condition evenDown =
                settings.has("option persist")
                        ? Condition.ALWAYS
                        : HaproxyLogic.any(List.copyOf(forced));
        HaproxyLine cookie = settings.line("cookie");
        if (cookie != null) {
            if (settings.protocol() == Protocol.HTTP) {
                found.add(cookie(cookie, evenDown));
            } else {
                HaproxyLine mode = settings.line("mode");
                context.ignored.add(
                        new Ignored(
                                Ignored.Topic.AFFINITY,
                                "cookie",
                                cookie.span(),
                                "cookies exist in HTTP mode only",
                                mode == null ? null : mode.span()));
            }
        }
        for (Stick stick : sticks) {
            found.add(table(context, section, stick, evenDown));
        }
        for (Stick stick : answers) {
            found.add(table(context, section, stick, evenDown));
        }
        HaproxyLine persist = settings.line("persist");
        if (persist != null) {
            String name = persist.word(1);
            found.add(new Affinity(Affinity.Kind.ROUTE, name, false, persist.span()));
        }
        return found;
    }

    /// A dynamic cookie is made of each server's address, any other needs the servers' own values.
    /// Behind the server's value stands what else the cookie holds.
    private Affinity cookie(HaproxyLine line, Condition evenDown) {
        boolean dynamic = false;
        boolean known = false;
        boolean prefix = false;
        for (int i = 2; i < line.size(); i++) {
            dynamic |= line.is(i, "dynamic");
            prefix |= line.is(i, "prefix");
            known |= line.is(i, "insert") || line.is(i, "rewrite") || line.is(i, "prefix");
        }
        Expression all = new Expression.Part(Field.of(Field.Kind.COOKIE, line.word(1)));
        var own = new Expression.Converted(all, "beginning", List.of("before", prefix ? "~" : "|"));
        Condition when = HaproxyLogic.not(HaproxyLogic.any(List.copyOf(ignored)));
        return new Affinity(
                Affinity.Kind.COOKIE,
                line.word(1),
                !dynamic && (known || line.size() > 1),
                line.span(),
                new Affinity.Bond(
                        dynamic ? new Expression.Unknown(line.word(1), line.span()) : own,
                        when,
                        evenDown,
                        "",
                        true,
                        false,
                        0));
    }

    private static Affinity table(
            HaproxyContext context, HaproxySection section, Stick stick, Condition evenDown) {
        HaproxyLine line = stick.line;
        String table = stick.table.isEmpty() ? section.name() : stick.table;
        HaproxyLine declared = context.stickTable(table);
        return new Affinity(
                Affinity.Kind.TABLE,
                line.word(2),
                false,
                line.span(),
                new Affinity.Bond(
                        key(stick, declared, table.equals(section.name())),
                        stick.when,
                        evenDown,
                        table,
                        line.is(1, "on") || line.is(1, "match"),
                        !line.is(1, "match"),
                        declared == null ? 0 : HaproxyQuantities.size(after(declared, "size"))));
    }

    /// What is looked up. Where pools share a table whose servers are known by their addresses
    /// nothing is known.
    private static Expression key(Stick stick, @Nullable HaproxyLine table, boolean isOwn) {
        if (table == null) {
            return stick.key;
        }
        if (!isOwn && after(table, "srvkey").equals("addr")) {
            return new Expression.Unknown(stick.line.span().text(), stick.line.span());
        }
        return cast(stick.key, stick.type, table);
    }

    /// The word behind a word of a table's line; empty without it.
    private static String after(HaproxyLine table, String word) {
        for (int i = 1; i + 1 < table.size(); i++) {
            if (table.is(i, word)) {
                return table.word(i + 1);
            }
        }
        return "";
    }

    /// A value as the table keeps it.
    private static Expression cast(Expression value, HaproxyType type, HaproxyLine table) {
        for (int i = 1; i < table.size(); i++) {
            if (table.is(i, "type")) {
                boolean hasLength = table.is(i + 2, "len");
                int length =
                        hasLength ? HaproxyQuantities.number(table.word(i + 3)) : LENGTH_STANDARD;
                return cast(value, type, table.word(i + 1), length);
            }
        }
        return value;
    }

    private static Expression cast(Expression value, HaproxyType type, String to, int length) {
        return switch (to) {
            case "string" ->
                    new Expression.Converted(
                            HaproxyConverters.cast(value, type, HaproxyType.STR),
                            "beginning",
                            List.of("len", String.valueOf(length)));
            case "ip", "ipv6" -> new Expression.Converted(value, "address", List.of());
            case "integer" ->
                    type == HaproxyType.STR
                            ? new Expression.Converted(value, "leading-integer", List.of())
                            : value;
            case "binary" -> HaproxyConverters.cast(value, type, HaproxyType.BIN);
            default -> value;
        };
    }
}
