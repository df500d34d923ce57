package dev.evenkeel.cli;

import dev.evenkeel.text.Source;
import dev.evenkeel.verify.Expectation;
import dev.evenkeel.verify.Member;
import dev.evenkeel.verify.PoolClause;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Reads a test of a pool.
final class PoolTestNotation {
    private static final List<String> KEYS =
            List.of(
                    "algorithm",
                    "at",
                    "each",
                    "health",
                    "lasting",
                    "members",
                    "servers",
                    "share",
                    "survives",
                    "timeouts");

    private static final List<String> SHARE = List.of("max", "min", "within");
    private static final List<String> TIMEOUTS = List.of("connect", "server");
    private static final String FOREVER = "forever";

    private record Unit(String word, double seconds) {}

    private static final List<Unit> UNITS =
            List.of(
                    new Unit("ms", 0.001),
                    new Unit("s", 1),
                    new Unit("m", 60),
                    new Unit("h", 3600));

    private final YamlFile file;
    private final List<PoolClause> clauses = new ArrayList<>();

    PoolTestNotation(YamlFile file) {
        this.file = file;
    }

    /// `null` when it is none, which is a fault.
    Expectation.@Nullable OfPool read(Node pool, Node expect) {
        String name = file.scalar(pool, "pool");
        Map<String, Node> values = file.mapping(expect, "expect", KEYS);
        if (values.isEmpty() && file.isGood()) {
            file.fault(expect, "expect: nothing is expected, so the test could never fail");
        }
        share(values.get("share"));
        survives(values);
        servers(values.get("servers"));
        health(values.get("health"));
        algorithm(values.get("algorithm"));
        timeouts(values.get("timeouts"));
        new MembersNotation(file).read(values.get("members")).ifPresent(clauses::add);
        return name == null
                ? null
                : new Expectation.OfPool(Source.bytes(name), file.span(pool), clauses);
    }

    private void share(@Nullable Node node) {
        if (node == null) {
            return;
        }
        Map<String, Node> values = file.mapping(node, "share", SHARE);
        if (values.isEmpty()) {
            file.fault(node, "share: needs max, min or within");
        }
        Double min = file.value(values.get("min"), "share: min", PolicyOptions::share);
        Double max = file.value(values.get("max"), "share: max", PolicyOptions::share);
        Double within = file.value(values.get("within"), "share: within", PolicyOptions::share);
        if (min != null && max != null && min > max) {
            file.fault(node, "share: min and max contradict each other");
        }
        if ((max != null && max >= 1) || (min != null && min <= 0)) {
            file.fault(node, "share: every server has from 0 % to 100 %; it could never fail");
        }
        clauses.add(new PoolClause.Share(min, max, within, file.span(node)));
    }

    private void survives(Map<String, Node> values) {
        Node node = values.get("survives");
        if (node == null) {
            for (String key : List.of("at", "each", "lasting")) {
                Node alone = values.get(key);
                if (alone != null) {
                    file.fault(alone, key + ": stands with survives only");
                }
            }
            return;
        }
        Integer lost = file.value(node, "survives", PoolTestNotation::count);
        Double rate = file.value(values.get("at"), "at", PoolTestNotation::rate);
        Double each = file.value(values.get("each"), "each", PoolTestNotation::rate);
        Double seconds = file.value(values.get("lasting"), "lasting", PoolTestNotation::seconds);
        if (!values.containsKey("at") && (each != null || seconds != null)) {
            file.fault(
                    node, "survives: says what machines take, but not what comes; add at: 900 rps");
        }
        if (lost != null) {
            var load =
                    rate == null
                            ? null
                            : new PoolClause.Load(rate, seconds == null ? 1 : seconds, each);
            clauses.add(new PoolClause.Survives(lost, load, file.span(node)));
        }
    }

    private void servers(@Nullable Node node) {
        if (node == null) {
            return;
        }
        Node min = file.mapping(node, "servers", List.of("min")).get("min");
        Integer count = file.value(min, "servers: min", PoolTestNotation::count);
        if (min == null) {
            file.fault(node, "servers: needs min");
        } else if (count != null) {
            clauses.add(new PoolClause.UsableServers(count, file.span(node)));
        }
    }

    private void health(@Nullable Node node) {
        Member.Health how = MembersNotation.health(file, node);
        if (node != null && how != null) {
            clauses.add(new PoolClause.HealthChecked(how, file.span(node)));
        }
    }

    private void algorithm(@Nullable Node node) {
        List<String> words =
                Arrays.stream(PoolClause.Method.values()).map(PoolClause.Method::word).toList();
        String word = file.word(node, "algorithm", words);
        if (node == null || word == null) {
            return;
        }
        for (PoolClause.Method method : PoolClause.Method.values()) {
            if (method.word().equals(word)) {
                clauses.add(new PoolClause.Uses(method, file.span(node)));
            }
        }
    }

    private void timeouts(@Nullable Node node) {
        if (node == null) {
            return;
        }
        Map<String, Node> values = file.mapping(node, "timeouts", TIMEOUTS);
        if (values.isEmpty()) {
            file.fault(node, "timeouts: needs connect or server");
        }
        Duration connect =
                file.value(values.get("connect"), "timeouts: connect", PoolTestNotation::timeout);
        Duration server =
                file.value(values.get("server"), "timeouts: server", PoolTestNotation::timeout);
        clauses.add(new PoolClause.Waits(connect, server, file.span(node)));
    }

    private static Duration timeout(String said, String word) throws CannotAnswer {
        return word.equals(FOREVER) ? Duration.ZERO : duration(seconds(said, word));
    }

    /// A timeout as it is read.
    static String timeout(Duration time) {
        return time.isZero() ? FOREVER : written(time);
    }

    static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(1000 * seconds));
    }

    /// A time as it is read.
    static String written(Duration time) {
        long millis = time.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
    }

    private static int count(String said, String word) throws CannotAnswer {
        boolean digits = word.length() < 7 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        int count = digits ? Integer.parseInt(word) : 0;
        if (count < 1) {
            throw new CannotAnswer(said + ": must be a number of servers, at least 1");
        }
        return count;
    }

    private static double rate(String said, String word) throws CannotAnswer {
        String digits = without(word, List.of("rps", "/s"));
        double rate = digits == null ? -1 : number(digits);
        if (rate <= 0) {
            throw new CannotAnswer(said + ": must be requests a second, such as 900 rps");
        }
        return rate;
    }

    /// A time, such as `50 ms`, `2 s`, `5 m` or `1 h`.
    static double seconds(String said, String word) throws CannotAnswer {
        for (Unit unit : UNITS) {
            String digits = without(word, List.of(unit.word()));
            double time = digits == null ? -1 : number(digits) * unit.seconds();
            if (time > 0) {
                return time;
            }
        }
        throw new CannotAnswer(said + ": must be a time, such as 50 ms, 2 s or 5 m");
    }

    /// What stands before one of the units; `null` when none of them stands there.
    private static @Nullable String without(String word, List<String> units) {
        for (String unit : units) {
            if (word.endsWith(unit)) {
                return word.substring(0, word.length() - unit.length()).strip();
            }
        }
        return null;
    }

    /// -1 when it is none.
    private static double number(String digits) {
        int dots = 0;
        boolean good = !digits.isEmpty() && digits.length() < 10;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            dots += c == '.' ? 1 : 0;
            boolean inside = i > 0 && i + 1 < digits.length();
            good &= (c >= '0' && c <= '9') || (c == '.' && inside);
        }
        return good && dots < 2 ? Double.parseDouble(digits) : -1;
    }
}
