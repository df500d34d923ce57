package dev.evenkeel.lab.conformance;

import dev.evenkeel.loopback.StandIns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes what a pool of HAProxy holds: how it balances, its servers, what keeps clients at them.
final class HaproxyPoolText {
    private static final List<String> FUNCTIONS = List.of("sdbm", "djb2", "wt6", "crc32");

    private final Chance chance;
    private final Aim aim;
    private final HaproxyCriteria criteria;
    private final StandIns servers;

    /// Stick tables of pools before this one, by their names, and whether each keeps addresses.
    private final Map<String, Boolean> tables;

    private final String name;

    /// Writes the pool of a name.
    HaproxyPoolText(
            Chance chance,
            Aim aim,
            HaproxyCriteria criteria,
            StandIns servers,
            Map<String, Boolean> tables,
            String name) {
        this.chance = chance;
        this.tables = tables;
        this.name = name;
        this.aim = aim;
        this.criteria = criteria;
        this.servers = servers;
    }

    /// The lines of a pool whose servers are those stand-ins from `first` on.
    List<String> lines(boolean http, int first, int count) {
        var lines = new ArrayList<String>();
        String balance = http ? balance() : connectionBalance();
        if (chance.in100(92)) {
            lines.add("balance " + balance);
        }
        if (chance.in100(55)) {
            lines.add(hashType());
        }
        lines.addAll(options(http));
        String cookie = http ? affinity(lines) : "";
        if (chance.in100(10)) {
            lines.add("default-server weight " + chance.between(1, 20));
        }
        String evenness = chance.oneOf("one", "few", "many");
        for (int i = 0; i < count; i++) {
            lines.add(server(first + i, i, evenness, cookie));
        }
        return lines;
    }

    private String balance() {
        return switch (chance.between(0, 19)) {
            case 0, 1, 2 -> "roundrobin";
            case 3 -> "static-rr";
            case 4, 5 -> "leastconn";
            case 6 -> "first";
            case 7, 8 -> "source";
            case 9, 10, 11 ->
                    "uri"
                            + chance.maybe(30, " len " + chance.between(1, 20))
                            + chance.maybe(30, " depth " + chance.between(1, 3))
                            + chance.maybe(20, " whole")
                            + chance.maybe(20, " path-only");
            case 12, 13 -> "url_param " + criteria.parameter();
            case 14 -> "hdr(" + header() + ")";
            case 15 -> "hdr(host)" + chance.maybe(60, " use_domain_only");
            case 16, 17 -> "hash " + criteria.sample();
            case 18 ->
                    "hash "
                            + chance.oneOf(
                                    "path,crc32",
                                    "url_param(id)",
                                    "hdr_val(X-Count)",
                                    "src,ipmask(24)");
            default -> chance.oneOf("random", "random(1)", "random(3)");
        };
    }

    private String connectionBalance() {
        return chance.oneOf(
                "roundrobin", "static-rr", "leastconn", "first", "source", "source", "hash src");
    }

    private String header() {
        String name = chance.oneOf(Words.HEADERS);
        aim.header(name, chance.oneOf(Words.VALUES));
        return name;
    }

    private String hashType() {
        String function = chance.oneOf(FUNCTIONS);
        return switch (chance.between(0, 5)) {
            case 0 -> "hash-type map-based";
            case 1 -> "hash-type consistent";
            case 2 -> "hash-type map-based " + function + chance.maybe(50, " avalanche");
            default -> "hash-type consistent " + function + chance.maybe(50, " avalanche");
        };
    }

    private List<String> options(boolean http) {
        var options = new ArrayList<String>();
        if (chance.in100(25)) {
            options.add("option allbackups");
        }
        if (chance.in100(12)) {
            options.add("hash-balance-factor " + chance.oneOf("110", "150", "0"));
        }
        if (chance.in100(15)) {
            options.add("option redispatch");
        }
        if (http && chance.in100(10)) {
            options.add(
                    chance.oneOf(
                            "option http-server-close", "option forwardfor", "option httpclose"));
        }
        return options;
    }

    /// What keeps clients at their servers; returns the name of the cookie, empty without one.
    private String affinity(List<String> lines) {
        if (chance.in100(20)) {
            String name = chance.oneOf("SRV", "sticky");
            String mode =
                    chance.oneOf(
                            "insert",
                            "insert indirect nocache",
                            "rewrite",
                            "prefix",
                            "insert preserve",
                            "insert indirect");
            lines.add("cookie " + name + " " + mode);
            if (chance.in100(30)) {
                lines.add(chance.oneOf("ignore-persist ", "force-persist ") + criteria.condition());
            }
            if (chance.in100(20)) {
                lines.add("option persist");
            }
            return name;
        }
        boolean shared = !tables.isEmpty() && chance.in100(20);
        if (shared || chance.in100(15)) {
            String table = shared ? chance.oneOf(List.copyOf(tables.keySet())) : "";
            boolean address = shared ? tables.getOrDefault(table, false) : chance.in100(50);
            if (!shared) {
                tables.put(name, address);
                lines.add(
                        "stick-table type "
                                + (address ? "ip" : "string len " + chance.oneOf("4", "32"))
                                + " size 10k expire 1h");
            }
            String key =
                    (address
                                    ? "src"
                                    : chance.oneOf(
                                            "hdr(X-Tenant)", "url_param(id)", "req.cook(sid)"))
                            + (shared ? " table " + table : "");
            aim.header("X-Tenant", chance.oneOf(Words.VALUES));
            aim.parameter("id", chance.oneOf(Words.VALUES));
            aim.cookie("sid", chance.oneOf(Words.VALUES));
            if (chance.in100(65)) {
                lines.add("stick on " + key + chance.maybe(25, " " + criteria.condition()));
            } else {
                lines.add("stick match " + key + chance.maybe(25, " " + criteria.condition()));
                if (!shared || chance.in100(50)) {
                    lines.add(
                            "stick store-request "
                                    + key
                                    + chance.maybe(25, " " + criteria.condition()));
                }
            }
        }
        return "";
    }

    private String server(int standIn, int index, String evenness, String cookie) {
        var server = new StringBuilder("server s").append(index).append(' ');
        server.append(servers.block().address(standIn));
        int weight =
                switch (evenness) {
                    case "one" -> 1;
                    case "few" -> chance.between(1, 4);
                    default ->
                            chance.in100(8) ? 0 : chance.in100(10) ? 256 : chance.between(1, 100);
                };
        if (!evenness.equals("one") || chance.in100(20)) {
            server.append(" weight ").append(weight);
        }
        if (chance.in100(12)) {
            server.append(" id ").append(100 + chance.between(0, 900) * 20 + index);
        }
        server.append(chance.maybe(12, " backup"));
        server.append(chance.maybe(8, " disabled"));
        server.append(chance.maybe(6, " non-stick"));
        server.append(chance.maybe(6, " maxconn " + chance.between(10, 50)));
        if (!cookie.isEmpty() && chance.in100(85)) {
            server.append(" cookie c").append(index);
            aim.cookie(cookie, "c" + index);
            aim.cookie(cookie, "c" + index + chance.oneOf("~abc", "|x", "~", ""));
        }
        return server.toString();
    }
}
