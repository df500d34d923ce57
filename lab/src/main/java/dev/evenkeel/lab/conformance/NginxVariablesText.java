package dev.evenkeel.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes what nginx computes: tables, keys, values.
final class NginxVariablesText {
    private final Chance chance;
    private final Aim aim;
    private final NginxText text;

    /// Variables that hold any text, and those that hold the name of a pool.
    private final List<String> known = new ArrayList<>();

    private final List<String> poolNames = new ArrayList<>();

    NginxVariablesText(Chance chance, Aim aim, NginxText text) {
        this.chance = chance;
        this.aim = aim;
        this.text = text;
    }

    void tables(List<String> pools) {
        int maps = chance.between(0, 3);
        for (int i = 0; i < maps; i++) {
            map("$m" + i, i == 0 ? pools : Words.VALUES, i == 0);
        }
        if (chance.in100(35)) {
            geo("$geo");
        }
        if (chance.in100(35)) {
            split("$split");
        }
    }

    /// A method of a pool.
    String method() {
        return switch (chance.between(0, 9)) {
            case 0, 1 -> "least_conn";
            case 2, 3 -> "ip_hash";
            case 4, 5 -> "hash " + key();
            case 6, 7, 8 -> "hash " + key() + " consistent";
            default -> chance.oneOf("random", "random two", "random two least_conn");
        };
    }

    private String key() {
        return chance.oneOf(
                "$request_uri", "$uri", "$remote_addr", "$uri$is_args$args", "a$host", value());
    }

    /// A variable of the request.
    String variable() {
        return switch (chance.between(0, 11)) {
            case 0, 1 -> "$http_" + header();
            case 2, 3 -> "$arg_" + parameter();
            case 4 -> "$cookie_" + cookie();
            case 5 -> "$host";
            case 6 -> "$uri";
            case 7 -> chance.oneOf("$args", "$query_string");
            case 8 -> chance.oneOf("$request_uri", "$request_method");
            case 9 ->
                    chance.oneOf(
                            "$remote_addr", "$scheme", "$server_port", "$is_args", "$http_host");
            default -> known.isEmpty() ? "$uri" : chance.oneOf(known);
        };
    }

    private String header() {
        String name = chance.oneOf(Words.HEADERS);
        aim.header(name, chance.oneOf(Words.VALUES));
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    private String parameter() {
        String name = chance.oneOf(Words.PARAMETERS);
        aim.parameter(name, chance.oneOf(Words.VALUES));
        return name;
    }

    private String cookie() {
        String name = chance.oneOf(Words.COOKIES);
        aim.cookie(name, chance.oneOf(Words.VALUES));
        return name;
    }

    /// A text with variables inside, without blanks.
    String value() {
        return switch (chance.between(0, 3)) {
            case 0 -> variable();
            case 1 -> variable() + "-" + variable();
            case 2 -> chance.oneOf(Words.VALUES) + variable();
            default -> "v" + variable();
        };
    }

    /// A variable whose value is the name of a pool; empty when there is none.
    String poolVariable() {
        return poolNames.isEmpty() ? "" : chance.oneOf(poolNames);
    }

    private void map(String name, List<String> results, boolean pools) {
        String source =
                chance.oneOf(
                        "$host", "$uri", variable(), variable(), "$http_host", "$request_method");
        boolean hosts = source.equals("$host") || source.equals("$http_host");
        text.open("map " + source + " " + name);
        if (hosts && chance.in100(70)) {
            text.line("hostnames;");
        }
        if (chance.in100(15)) {
            text.line("volatile;");
        }
        if (pools || chance.in100(70)) {
            text.line("default " + chance.oneOf(results) + ";");
        }
        int count = chance.between(1, 6);
        for (int i = 0; i < count; i++) {
            text.line(mapKey(i, hosts) + " " + chance.oneOf(results) + ";");
        }
        text.close();
        (pools ? poolNames : known).add(name);
    }

    /// Keys that cannot be the same twice, which nginx refuses.
    private String mapKey(int index, boolean hosts) {
        if (hosts) {
            String host = Words.HOSTS.get(index);
            aim.host(host);
            return switch (chance.between(0, 4)) {
                case 0 -> "~^" + host.substring(0, 2) + index + "?";
                case 1 -> "~*EXAMPLE[.]?" + index;
                case 2 ->
                        List.of(
                                        "*.example",
                                        "*.example.com",
                                        "api.*",
                                        "www.*",
                                        "*.shop.example",
                                        "*.com")
                                .get(index);
                default -> host;
            };
        }
        String value = Words.VALUES.get(index);
        return switch (chance.between(0, 5)) {
            case 0 -> "~^" + value;
            case 1 -> "~*" + value + "$";
            case 2 -> "~^/" + chance.oneOf(Words.SEGMENTS) + "/?" + index;
            case 3 -> aim.path("/" + Words.SEGMENTS.get(index));
            case 4 -> Words.METHODS.get(index);
            default -> value.equals("Blue") ? "BLUE2" : value;
        };
    }

    private void geo(String name) {
        text.open("geo " + name);
        if (chance.in100(80)) {
            text.line("default none;");
        }
        text.line(aim.source("127.0.0.1") + " one;");
        text.line("127.1.0.0/16 net1;");
        text.line("127.1.9.0/24 net19;");
        text.line("127." + chance.between(2, 3) + ".0.0/17 half;");
        text.close();
        known.add(name);
    }

    private void split(String name) {
        text.open(
                "split_clients " + chance.oneOf("$remote_addr", "$uri$args", value()) + " " + name);
        text.line(chance.between(1, 50) + "% a;");
        text.line(chance.between(1, 40) + "." + chance.between(10, 99) + "% b;");
        if (chance.in100(80)) {
            text.line("* c;");
        }
        text.close();
        known.add(name);
    }
}
