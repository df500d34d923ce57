package dev.evenkeel.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes what HAProxy's rules look at: samples, criteria, conditions, formats.
final class HaproxyCriteria {
    /// Names of ACLs that the section declares before.
    private final List<String> declared = new ArrayList<>();

    private final Chance chance;
    private final Aim aim;
    private final Map<String, String> files;

    HaproxyCriteria(Chance chance, Aim aim, Map<String, String> files) {
        this.chance = chance;
        this.aim = aim;
        this.files = files;
    }

    /// A line that declares an ACL, under a name of its own or again under one that is there.
    String acl(String prefix) {
        String name =
                !declared.isEmpty() && chance.in100(25)
                        ? chance.oneOf(declared)
                        : prefix + declared.size();
        if (!declared.contains(name)) {
            declared.add(name);
        }
        return "acl " + name + " " + criterion();
    }

    /// What stands behind a rule: `if …`, `unless …`.
    String condition() {
        return condition(15);
    }

    /// A condition that is negated as a whole in so many of a hundred cases.
    String condition(int negatedPercent) {
        var condition = new StringBuilder(chance.in100(negatedPercent) ? "unless" : "if");
        int groups = chance.in100(80) ? 1 : 2;
        for (int group = 0; group < groups; group++) {
            condition.append(group > 0 ? chance.oneOf(" or", " ||", " OR") : "");
            int terms = chance.in100(65) ? 1 : chance.between(2, 3);
            for (int term = 0; term < terms; term++) {
                condition.append(' ').append(term());
            }
        }
        return condition.toString();
    }

    private String term() {
        String not = chance.in100(80) ? "" : chance.oneOf("!", "! ");
        if (!declared.isEmpty() && chance.in100(55)) {
            return not + chance.oneOf(declared);
        }
        if (chance.in100(8)) {
            return not
                    + chance.oneOf(
                            "METH_GET", "METH_POST", "TRUE", "FALSE", "LOCALHOST", "HTTP_1.1");
        }
        return not + "{ " + criterion() + " }";
    }

    /// A fetch with its patterns.
    String criterion() {
        return switch (chance.between(0, 12)) {
            case 0, 1, 2, 3 -> pathCriterion();
            case 4, 5 -> hostCriterion();
            case 6, 7 -> headerCriterion();
            case 8 -> parameterCriterion();
            case 9 -> cookieCriterion();
            case 10 -> connectionCriterion();
            case 11 -> fileCriterion();
            default -> integerCriterion();
        };
    }

    private String flags() {
        return chance.maybe(25, "-i ") + chance.maybe(5, "-n ") + chance.maybe(8, "-- ");
    }

    private String paths(int most) {
        var paths = new ArrayList<String>();
        int count = chance.between(1, most);
        for (int i = 0; i < count; i++) {
            paths.add(aim.path(Words.path(chance)));
        }
        return String.join(" ", paths);
    }

    private String segment() {
        String segment = chance.oneOf(Words.SEGMENTS);
        aim.path("/" + segment + "/" + chance.oneOf(Words.SEGMENTS));
        aim.path("/x/" + segment);
        return segment;
    }

    String pathCriterion() {
        return switch (chance.between(0, 15)) {
            case 0 -> "path " + flags() + paths(3);
            case 1, 2, 3 -> "path_beg " + flags() + paths(3);
            case 4 -> "path_end " + flags() + chance.oneOf(".png", "/index.html", ".css .js", "/");
            case 5 -> "path_sub " + flags() + segment();
            case 6 -> "path_dir " + flags() + chance.oneOf("", "/") + segment();
            case 7 -> "path_dom " + flags() + segment();
            case 8, 9 ->
                    chance.oneOf("path_reg ", "path -m reg ") + chance.maybe(20, "-i ") + regex();
            case 10 ->
                    "path -m " + chance.oneOf("str ", "beg ", "sub ", "dir ") + flags() + paths(2);
            case 11 ->
                    chance.oneOf("url ", "url_beg ", "url_end ", "url_sub ") + flags() + paths(2);
            case 12 -> "base_beg " + flags() + aim.host(host()) + paths(1);
            case 13 -> "path,lower " + paths(2);
            case 14 -> "path,field(" + chance.between(1, 3) + ",/) -m str " + segment();
            default -> "pathq -m " + chance.oneOf("beg ", "sub ", "end ") + paths(1);
        };
    }

    private String regex() {
        List<String> regex = chance.oneOf(Words.PATH_REGEXES);
        aim.path(regex.get(1));
        return regex.get(0);
    }

    String host() {
        return chance.oneOf(Words.HOSTS);
    }

    private String hostCriterion() {
        String host = aim.host(host());
        String fetch = chance.oneOf("hdr", "req.hdr");
        return switch (chance.between(0, 8)) {
            case 0, 1 -> fetch + "(host) " + flags() + host + " " + aim.host(host());
            case 2 ->
                    "hdr_beg(host) " + flags() + chance.oneOf("www.", "api", host.substring(0, 3));
            case 3 -> "hdr_end(host) " + flags() + host.substring(host.length() / 2);
            case 4 ->
                    "hdr_dom(host) "
                            + flags()
                            + chance.oneOf("example", "shop", "www", "com", host);
            case 5 -> "hdr_sub(host) " + flags() + chance.oneOf("shop", "example", "0.0");
            case 6 -> "hdr_reg(host) " + chance.maybe(40, "-i ") + "^(www|api)[.].*example";
            case 7 -> fetch + "(host),lower,field(1,:) -m str " + host;
            default -> "hdr(host) -m " + chance.oneOf("beg ", "dom ", "sub ") + flags() + host;
        };
    }

    private String header() {
        String name = chance.oneOf(Words.HEADERS);
        aim.header(name, chance.oneOf(Words.VALUES));
        return name;
    }

    private String headerCriterion() {
        String name = header();
        String value = chance.oneOf(Words.VALUES);
        aim.header(name, value);
        String number = chance.oneOf("0", "1", "2");
        return switch (chance.between(0, 11)) {
            case 0, 1 -> "hdr(" + name + ") " + flags() + value;
            case 2 -> "req.hdr(" + name + "," + chance.oneOf("1", "2", "-1") + ") -m str " + value;
            case 3 -> "req.fhdr(" + name + ") -m " + chance.oneOf("str ", "beg ", "sub ") + value;
            case 4 -> "hdr_cnt(" + name + ") " + chance.oneOf("", "eq ", "gt ", "le ") + number;
            case 5 -> "hdr_len(" + name + ") " + chance.oneOf("gt ", "lt ", "eq ") + value.length();
            case 6 -> chance.oneOf("hdr(", "req.hdr(") + name + ") -m found";
            case 7 -> "hdr_beg(" + name + ") " + flags() + value.charAt(0);
            case 8 -> "hdr_sub(" + name + ") " + flags() + value;
            case 9 -> "hdr_end(" + name + ") " + flags() + value;
            case 10 -> "hdr_reg(" + name + ") " + chance.maybe(30, "-i ") + "^" + value + "$";
            default -> "hdr(" + name + "),lower -m str " + value;
        };
    }

    private String parameterCriterion() {
        String name = chance.oneOf(Words.PARAMETERS);
        String value = chance.oneOf(Words.VALUES);
        aim.parameter(name, value);
        return switch (chance.between(0, 7)) {
            case 0, 1 -> chance.oneOf("url_param(", "urlp(") + name + ") " + flags() + value;
            case 2 ->
                    chance.oneOf("urlp_beg(", "urlp_sub(", "urlp_end(")
                            + name
                            + ") "
                            + flags()
                            + value;
            case 3 -> "url_param(" + name + ") -m found";
            case 4 -> "query -m sub " + flags() + name + "=" + value;
            case 5 -> "url_param(" + name + "),url_dec -m str " + value;
            case 6 -> "urlp_reg(" + name + ") ^" + value;
            default -> "query -m found";
        };
    }

    private String cookieCriterion() {
        String name = chance.oneOf(Words.COOKIES);
        String value = chance.oneOf(Words.VALUES);
        aim.cookie(name, value);
        return switch (chance.between(0, 4)) {
            case 0, 1 -> "cook(" + name + ") " + flags() + value;
            case 2 -> chance.oneOf("cook_beg(", "cook_sub(", "cook_end(") + name + ") " + value;
            default -> chance.oneOf("cook(", "req.cook(") + name + ") -m found";
        };
    }

    private String connectionCriterion() {
        String source = aim.source(Words.source(chance));
        return switch (chance.between(0, 6)) {
            case 0, 1 -> "src " + source + " " + aim.source(Words.source(chance));
            case 2, 3 ->
                    "src "
                            + chance.maybe(20, "-n ")
                            + source
                            + "/"
                            + chance.oneOf("8", "16", "24", "30");
            case 4 -> "method " + chance.some(1, 3, Words.METHODS);
            case 5 -> "dst_port ge 1024";
            default -> "src,ipmask(" + chance.oneOf("16", "24", "30") + ") " + source;
        };
    }

    private String integerCriterion() {
        String number = chance.oneOf(Words.NUMBERS);
        String compared =
                chance.oneOf("-- ", "eq ", "ge ", "gt ", "le ", "lt ")
                        + number
                        + chance.maybe(15, " " + chance.between(0, 200));
        aim.header("X-Count", number);
        aim.parameter("id", number);
        return switch (chance.between(0, 7)) {
            case 0, 1 -> chance.oneOf("hdr_val(", "req.hdr_val(") + "X-Count) " + compared;
            case 2 -> "hdr_val(X-Count) " + chance.oneOf("1:10", ":5", "7:", "2:3 42");
            case 3 -> "url_param(id),add(" + chance.between(0, 5) + ") -m int " + compared;
            case 4 -> "path_len " + chance.oneOf("gt ", "lt ", "ge ") + chance.between(1, 20);
            case 5 -> "path,length " + chance.oneOf("gt ", "lt ") + chance.between(1, 20);
            case 6 ->
                    "path,"
                            + chance.oneOf("crc32", "sdbm", "djb2", "wt6(1)")
                            + ",mod(4) "
                            + chance.oneOf("0", "1 2", "lt 2");
            default -> "hdr_val(X-Count),mod(3) eq " + chance.between(0, 2);
        };
    }

    private String fileCriterion() {
        String name = "list" + files.size() + ".lst";
        var text = new StringBuilder("# patterns\n");
        int count = chance.between(1, 5);
        boolean hosts = chance.in100(40);
        for (int i = 0; i < count; i++) {
            text.append(chance.maybe(10, "\n")).append(chance.maybe(10, "  "));
            text.append(hosts ? aim.host(host()) : aim.path(Words.path(chance))).append('\n');
        }
        files.put(name, text.toString());
        return hosts
                ? "hdr(host) " + chance.maybe(40, "-i ") + "-f " + name
                : chance.oneOf("path_beg ", "path ", "path -m dir ")
                        + chance.maybe(30, "-i ")
                        + "-f "
                        + name;
    }

    /// An expression that yields a text.
    String sample() {
        return switch (chance.between(0, 13)) {
            case 0 -> "path";
            case 1 -> "path,lower";
            case 2 -> "req.hdr(host),lower";
            case 3, 4 -> "req.hdr(" + header() + ")";
            case 5 -> "hdr(" + header() + "),upper";
            case 6 -> "url_param(" + parameter() + ")";
            case 7 -> "req.cook(" + cookie() + ")";
            case 8 -> "method";
            case 9 -> "src";
            case 10 -> "path,field(" + chance.between(1, 3) + ",/)";
            case 11 -> "path,word(" + chance.between(1, 2) + ",/)";
            case 12 -> "path,regsub(^/api,/v2)";
            default -> "req.fhdr(" + header() + ")";
        };
    }

    String parameter() {
        String name = chance.oneOf(Words.PARAMETERS);
        aim.parameter(name, chance.oneOf(Words.VALUES));
        return name;
    }

    String cookie() {
        String name = chance.oneOf(Words.COOKIES);
        aim.cookie(name, chance.oneOf(Words.VALUES));
        return name;
    }

    /// A text with parts of the request inside, without blanks.
    String format() {
        return switch (chance.between(0, 5)) {
            case 0 -> chance.oneOf(Words.VALUES);
            case 1 -> "%[" + sample() + "]";
            case 2 -> "v-%[" + sample() + "]";
            case 3 -> "%[" + sample() + "]-%[" + sample() + "]";
            case 4 -> "%[" + sample() + ",field(1,.)]";
            default -> "x%%%[" + sample() + "]y";
        };
    }
}
