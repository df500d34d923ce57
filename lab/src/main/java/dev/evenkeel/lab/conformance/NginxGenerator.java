package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.Call;
import dev.evenkeel.loopback.StandIns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Random configurations of nginx: one to five servers with locations of all kinds, tables, and one
/// to five pools with one to twelve servers each.
final class NginxGenerator implements Generator {
    private static final int RULES_MIN = 5;
    private static final int SERVERS_MAX = 12;

    private final int rulesMax;

    /// With so many rules at most, or a few more.
    NginxGenerator(int rulesMax) {
        this.rulesMax = rulesMax;
    }

    @Override
    public Case of(long seed, int requests, StandIns servers) {
        return new Writing(new Chance(seed), servers, rulesMax).whole("nginx " + seed, requests);
    }

    /// One configuration on its way.
    private static final class Writing {
        private final Chance chance;
        private final StandIns servers;
        private final Aim aim = new Aim();
        private final NginxText text = new NginxText();
        private final List<Integer> ports = new ArrayList<>();
        private final List<String> pools = new ArrayList<>();
        private final NginxVariablesText variables;
        private final int rulesMax;
        private int standInsUsed;

        Writing(Chance chance, StandIns servers, int rulesMax) {
            this.chance = chance;
            this.rulesMax = rulesMax;
            this.servers = servers;
            this.variables = new NginxVariablesText(chance, aim, text);
        }

        Case whole(String plan, int requests) {
            int poolCount = chance.between(1, 5);
            for (int i = 0; i < poolCount; i++) {
                pools.add(chance.oneOf("web", "app", "static", "api") + i);
            }
            text.line("worker_processes 1;");
            text.line("pid pid;");
            text.open("events");
            text.close();
            text.open("http");
            text.line("access_log off;");
            for (String temporary : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
                text.line(temporary + "_temp_path temp_" + temporary + ";");
            }
            for (String setting :
                    List.of(
                            "merge_slashes off;",
                            "absolute_redirect off;",
                            "port_in_redirect off;",
                            "server_name_in_redirect on;",
                            "underscores_in_headers on;",
                            "ignore_invalid_headers off;")) {
                if (chance.in100(5)) {
                    text.line(setting);
                }
            }
            for (String pool : pools) {
                pool(pool);
            }
            variables.tables(pools);
            int listeners = chance.between(1, 2);
            for (int i = 0; i < listeners; i++) {
                ports.add(servers.block().door(i));
            }
            int blocks = chance.between(listeners, 5);
            int rules = chance.between(RULES_MIN, rulesMax) / blocks;
            for (int i = 0; i < blocks; i++) {
                block(i, Math.max(2, rules));
            }
            text.close();
            var aimed = new Requests(chance, aim, true);
            var calls = new ArrayList<Call>();
            for (int i = 0; i < requests; i++) {
                calls.add(aimed.next(ports));
            }
            return new Case(plan, "nginx", text.toString(), Map.of(), calls);
        }

        private void pool(String name) {
            text.open("upstream " + name);
            int count = chance.in100(75) ? chance.between(2, 6) : chance.between(1, SERVERS_MAX);
            String method = chance.in100(35) ? "" : variables.method();
            boolean backups = method.isEmpty() || method.startsWith("least_conn");
            if (!method.isEmpty()) {
                text.line(method + ";");
            }
            if (chance.in100(20)) {
                text.line("zone " + name + " 64k;");
            }
            for (int i = 0; i < count; i++) {
                var server = new StringBuilder("server ");
                server.append(servers.block().address(standInsUsed + i));
                server.append(chance.maybe(50, " weight=" + chance.between(1, 9)));
                server.append(i > 0 && backups ? chance.maybe(12, " backup") : "");
                server.append(i > 0 ? chance.maybe(10, " down") : "");
                server.append(chance.maybe(8, " max_fails=" + chance.between(0, 3)));
                server.append(chance.maybe(5, " max_conns=20"));
                text.line(server + ";");
            }
            if (chance.in100(20)) {
                text.line("keepalive 8;");
            }
            standInsUsed += count;
            text.close();
        }

        private void block(int index, int rules) {
            text.open("server");
            int port = index < ports.size() ? ports.get(index) : chance.oneOf(ports);
            boolean standard = chance.in100(20) && index < ports.size();
            text.line("listen 127.0.0.1:" + port + (standard ? " default_server" : "") + ";");
            if (chance.in100(90)) {
                text.line("server_name " + names() + ";");
            }
            var locations = new NginxLocationsText(chance, aim, text, variables, pools);
            locations.server(servers, standInsUsed, rules);
            text.close();
        }

        private String names() {
            var names = new ArrayList<String>();
            int count = chance.between(1, 3);
            for (int i = 0; i < count; i++) {
                String host = aim.host(chance.oneOf(Words.HOSTS));
                String domain = host.substring(host.indexOf('.') + 1);
                names.add(
                        switch (chance.between(0, 11)) {
                            case 0, 1 ->
                                    "*." + chance.oneOf("example", "example.com", "shop.example");
                            case 2 -> chance.oneOf("www", "api", "shop", "api.shop") + ".*";
                            case 3 -> "." + chance.oneOf("example.com", "shop.example");
                            case 4 -> "~^(www|api)[.].+$";
                            case 5 -> "~" + domain.replace(".", "[.]") + "$";
                            case 6 -> "~^(?<sub>[a-z]+)[.]example";
                            case 7 -> chance.oneOf("_", "\"\"");
                            default -> host;
                        });
            }
            return String.join(" ", names);
        }
    }
}
