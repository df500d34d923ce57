package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.StandIns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Random configurations of HAProxy: one to three listeners with rules, one to five pools with one
/// to twelve servers each.
final class HaproxyGenerator implements Generator {
    private static final int RULES_MIN = 5;
    private static final int SERVERS_MAX = 12;

    private final int rulesMax;

    /// With so many rules at most, or a few more.
    HaproxyGenerator(int rulesMax) {
        this.rulesMax = rulesMax;
    }

    @Override
    public Case of(long seed, int requests, StandIns servers) {
        return new Writing(new Chance(seed), servers, rulesMax).whole("haproxy " + seed, requests);
    }

    /// One configuration on its way.
    private static final class Writing {
        private final Chance chance;
        private final StandIns servers;
        private final Aim aim = new Aim();
        private final Map<String, String> files = new TreeMap<>();
        private final Map<String, Boolean> tables = new TreeMap<>();
        private final List<String> lines = new ArrayList<>();
        private final List<Integer> ports = new ArrayList<>();
        private final List<String> pools = new ArrayList<>();
        private final int rulesMax;
        private int standInsUsed;
        private int connections;
        private int encrypted;

        Writing(Chance chance, StandIns servers, int rulesMax) {
            this.chance = chance;
            this.rulesMax = rulesMax;
            this.servers = servers;
        }

        Case whole(String plan, int requests) {
            int poolCount = chance.between(1, 5);
            for (int i = 0; i < poolCount; i++) {
                pools.add(chance.oneOf("web", "app", "static", "api") + i);
            }
            beginning();
            int listeners = chance.in100(70) ? 1 : chance.between(2, 3);
            int rules = chance.between(RULES_MIN, rulesMax) / listeners;
            for (int i = 0; i < listeners; i++) {
                listener(i, rules);
            }
            for (String pool : pools) {
                pool(pool);
            }
            if (chance.in100(20)) {
                listen();
            }
            if (chance.in100(25)) {
                connections();
            }
            if (chance.in100(25)) {
                encrypted();
            }
            String text = String.join("\n", lines) + "\n";
            var aimed = new Requests(chance, aim, false);
            var calls = new ArrayList<Call>();
            for (int i = 0; i < requests; i++) {
                Call call = aimed.next(ports);
                if (call.port() == encrypted) {
                    call = aimed.encrypted(encrypted);
                }
                calls.add(call.port() == connections ? new Call(call.request(), true) : call);
            }
            return new Case(plan, "haproxy", text, files, calls);
        }

        private void section(String first) {
            lines.add("");
            lines.add(first);
        }

        private void add(String line) {
            lines.add("    " + line);
        }

        private void beginning() {
            lines.add("global");
            add("nbthread 1");
            section("defaults");
            add("mode http");
            add("timeout connect 5s");
            add("timeout client 30s");
            add("timeout server 30s");
            add("timeout tarpit 2ms");
            if (chance.in100(15)) {
                add("balance " + chance.oneOf("leastconn", "source", "roundrobin", "uri"));
            }
            if (chance.in100(10)) {
                add("retries " + chance.between(0, 3));
            }
        }

        private void listener(int index, int rules) {
            int port = servers.block().door(index);
            ports.add(port);
            section("frontend in" + index);
            add("bind 127.0.0.1:" + port);
            var criteria = new HaproxyCriteria(chance, aim, files);
            var text = new HaproxyRulesText(chance, aim, criteria);
            if (chance.in100(15)) {
                add("monitor-uri " + aim.path("/health"));
            }
            int acls = Math.min(rules / 2, chance.between(0, 12));
            for (int i = 0; i < acls; i++) {
                add(criteria.acl("c"));
            }
            int changes = Math.max(1, rules - acls) * chance.between(20, 60) / 100;
            for (int i = 0; i < changes; i++) {
                add(text.rule());
                if (chance.in100(15)) {
                    add("acl v" + i + " " + text.variableCriterion());
                    add("use_backend " + chance.oneOf(pools) + " if v" + i);
                }
            }
            for (int i = acls + changes; i < rules; i++) {
                add(choice(criteria));
            }
            if (chance.in100(85)) {
                add("default_backend " + chance.oneOf(pools));
            }
        }

        private String choice(HaproxyCriteria criteria) {
            String pool = chance.oneOf(pools);
            return "use_backend "
                    + switch (chance.between(0, 19)) {
                        case 0 ->
                                "%["
                                        + chance.oneOf("req.hdr(host)", "hdr(host),lower")
                                        + ","
                                        + chance.oneOf("map", "map_str", "map_dom", "map_end")
                                        + "("
                                        + map(true)
                                        + chance.maybe(60, "," + pool)
                                        + ")] "
                                        + criteria.condition();
                        case 1 ->
                                "%[path,"
                                        + chance.oneOf(
                                                "map_beg", "map_beg", "map_sub", "map_dir", "map")
                                        + "("
                                        + map(false)
                                        + chance.maybe(50, "," + pool)
                                        + ")] "
                                        + criteria.condition();
                        default -> pool + " " + criteria.condition();
                    };
        }

        private String map(boolean hosts) {
            String name = "map" + files.size() + ".map";
            var text = new StringBuilder();
            int count = chance.between(1, 8);
            for (int i = 0; i < count; i++) {
                text.append(chance.maybe(10, "# a comment\n")).append(chance.maybe(10, " "));
                String key =
                        hosts ? aim.host(chance.oneOf(Words.HOSTS)) : aim.path(Words.path(chance));
                text.append(key).append(chance.oneOf(" ", "\t", "   "));
                text.append(chance.in100(90) ? chance.oneOf(pools) : "nowhere");
                text.append(chance.maybe(10, " ")).append('\n');
            }
            files.put(name, text.toString());
            return name;
        }

        private void pool(String name) {
            section("backend " + name);
            var criteria = new HaproxyCriteria(chance, aim, files);
            var rules = new HaproxyRulesText(chance, aim, criteria);
            int acls = chance.in100(30) ? chance.between(1, 3) : 0;
            for (int i = 0; i < acls; i++) {
                add(criteria.acl("b"));
            }
            int changes = chance.in100(40) ? chance.between(1, 4) : 0;
            for (int i = 0; i < changes; i++) {
                add(rules.rule());
            }
            int count = count();
            if (chance.in100(12)) {
                add("use-server s" + chance.between(0, count - 1) + " " + criteria.condition());
            }
            var text = new HaproxyPoolText(chance, aim, criteria, servers, tables, name);
            text.lines(true, standInsUsed, count).forEach(this::add);
            standInsUsed += count;
        }

        private int count() {
            return chance.in100(75) ? chance.between(2, 6) : chance.between(1, SERVERS_MAX);
        }

        /// A listener with servers of its own.
        private void listen() {
            int port = servers.block().door(ports.size());
            ports.add(port);
            section("listen both");
            add("bind 127.0.0.1:" + port);
            var criteria = new HaproxyCriteria(chance, aim, files);
            var rules = new HaproxyRulesText(chance, aim, criteria);
            int count = chance.between(0, 4);
            for (int i = 0; i < count; i++) {
                add(rules.rule());
            }
            if (chance.in100(50)) {
                add(choice(criteria));
            }
            if (chance.in100(15)) {
                add("default_backend " + chance.oneOf(pools));
            }
            int own = count();
            var text = new HaproxyPoolText(chance, aim, criteria, servers, tables, "both");
            text.lines(true, standInsUsed, own).forEach(this::add);
            standInsUsed += own;
        }

        /// A listener that chooses by the name a client asks for when it begins to speak TLS.
        private void encrypted() {
            int port = servers.block().door(ports.size());
            ports.add(port);
            encrypted = port;
            section("frontend encrypted");
            add("mode tcp");
            add("bind 127.0.0.1:" + port);
            add("tcp-request inspect-delay 5s");
            add("tcp-request content accept if { req.ssl_hello_type 1 }");
            int rules = chance.between(1, 4);
            for (int i = 0; i < rules; i++) {
                String host = aim.host(chance.oneOf(Words.HOSTS));
                String name =
                        chance.oneOf(
                                "req.ssl_sni -i " + host,
                                "req.ssl_sni " + host,
                                "req.ssl_sni -m end ." + host.substring(host.indexOf('.') + 1),
                                "req.ssl_sni -m found",
                                "req_ssl_sni -m sub example",
                                "src 127.1.0.0/16");
                add(
                        "use_backend plain"
                                + i % 2
                                + " if "
                                + chance.maybe(20, "!")
                                + "{ "
                                + name
                                + " }");
            }
            if (chance.in100(80)) {
                add("default_backend plain1");
            }
            for (int i = 0; i < 2; i++) {
                section("backend plain" + i);
                add("mode tcp");
                int count = chance.between(1, 3);
                var criteria = new HaproxyCriteria(chance, aim, files);
                var text = new HaproxyPoolText(chance, aim, criteria, servers, tables, "plain" + i);
                text.lines(false, standInsUsed, count).forEach(this::add);
                standInsUsed += count;
            }
        }

        /// A listener that balances connections.
        private void connections() {
            int port = servers.block().door(ports.size());
            ports.add(port);
            connections = port;
            section("listen connections");
            add("mode tcp");
            add("bind 127.0.0.1:" + port);
            int count = count();
            var criteria = new HaproxyCriteria(chance, aim, files);
            var text = new HaproxyPoolText(chance, aim, criteria, servers, tables, "connections");
            text.lines(false, standInsUsed, count).forEach(this::add);
            standInsUsed += count;
        }
    }
}
