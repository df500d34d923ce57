package dev.evenkeel.lab.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.dialect.haproxy.HaproxyLine;
import dev.evenkeel.dialect.haproxy.HaproxyTree;
import dev.evenkeel.dialect.nginx.NginxDirective;
import dev.evenkeel.dialect.nginx.NginxTree;
import dev.evenkeel.lab.conformance.Case;
import dev.evenkeel.lab.conformance.Program;
import dev.evenkeel.lab.conformance.RealProxy;
import dev.evenkeel.text.Source;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes out of a configuration what the real program refuses here, line by line as it says,
/// because it is of another version or of a module that is not there.
final class Mending {
    private static final int ROUNDS_MAX = 40;

    private static final Pattern HAPROXY_LINE = Pattern.compile("\\[config:(\\d+)]");

    private static final Pattern NGINX_PLACE =
            Pattern.compile(" in \\S*?/(config|files/\\d+):(\\d+)$");

    private static final Pattern NGINX_VARIABLE = Pattern.compile("unknown \"(\\w+)\" variable");

    private static final Set<String> BEGINNINGS =
            Set.of("global", "defaults", "frontend", "backend", "listen", "userlist", "cache");

    private static final Set<String> NEEDED = Set.of("http", "events", "server");

    private final Program program;
    private final Stage stage;
    private final Map<String, Integer> changes;
    private final Map<String, String> files;
    private String text;

    private Mending(Program program, Stage stage, String text) {
        this.program = program;
        this.stage = stage;
        this.changes = stage.changes;
        this.files = stage.files;
        this.text = text;
    }

    /// A text that the program accepts, or what it says when there is none.
    record Mended(String text, @Nullable String refused) {}

    static Mended of(Program program, Stage stage, String text) throws IOException {
        var mending = new Mending(program, stage, text);
        return mending.mended();
    }

    private Mended mended() throws IOException {
        String said = "";
        for (int round = 0; round < ROUNDS_MAX; round++) {
            said = RealProxy.refusal(program, trial());
            if (said.isEmpty()) {
                return new Mended(text, null);
            }
            boolean mended = program.dialect().equals("haproxy") ? haproxy(said) : nginx(said);
            if (!mended) {
                break;
            }
        }
        return new Mended(text, first(said));
    }

    private Case trial() {
        return new Case("", program.dialect(), text, files, List.of());
    }

    static String first(String said) {
        return said.lines()
                .filter(line -> line.contains("[ALERT]") || line.contains("[emerg]"))
                .findFirst()
                .orElse(said);
    }

    private boolean haproxy(String said) {
        var guilty = new TreeSet<Integer>();
        for (String line : said.lines().filter(each -> each.contains("[ALERT]")).toList()) {
            Matcher place = HAPROXY_LINE.matcher(line);
            if (place.find()) {
                guilty.add(Integer.valueOf(place.group(1)));
            }
        }
        var source = Source.of("config", text.getBytes(ISO_8859_1));
        for (HaproxyLine line : HaproxyTree.of(source, program.version()).lines()) {
            if (BEGINNINGS.contains(line.word(0))) {
                guilty.remove(line.span().line());
            }
        }
        text = Edits.withoutLines(text, guilty);
        changes.merge("lines that are refused here", guilty.size(), Integer::sum);
        return !guilty.isEmpty();
    }

    private boolean nginx(String said) {
        String line = first(said);
        Matcher variable = NGINX_VARIABLE.matcher(line);
        if (variable.find()) {
            String map =
                    variable.group(1).equals("connection_upgrade")
                            ? " map $http_upgrade $connection_upgrade { default upgrade; '' close;"
                                    + " } "
                            : " map '' $"
                                    + variable.group(1)
                                    + " { default '"
                                    + value(variable.group(1))
                                    + "'; } ";
            int http = text.indexOf(" client_body_temp_path temp-body;");
            if (http < 0) {
                return false;
            }
            text = text.substring(0, http) + map + text.substring(http);
            changes.merge("variables that another file defines", 1, Integer::sum);
            return true;
        }
        Matcher place = NGINX_PLACE.matcher(line);
        if (!place.find()) {
            return false;
        }
        String name = place.group(1);
        String guilty = name.equals("config") ? text : files.getOrDefault(name, "");
        String without = without(guilty, Integer.parseInt(place.group(2)));
        if (without.equals(guilty)) {
            return false;
        }
        changes.merge("lines that are refused here", 1, Integer::sum);
        if (name.equals("config")) {
            text = without;
        } else {
            files.put(name, without);
        }
        return true;
    }

    /// What a variable holds that nothing here defines: an address where requests are passed to it.
    private String value(String variable) {
        String pattern = "(?i)_pass\\s+(\\w+://)?(\\$\\w+)?(:?)\\$" + variable + "(:?)\\b.*";
        Matcher passed = Pattern.compile(pattern).matcher(text);
        if (!passed.find()) {
            return "";
        }
        String address = stage.server("variable");
        int colon = address.indexOf(':');
        return passed.group(3).equals(":")
                ? address.substring(colon + 1)
                : passed.group(4).equals(":") ? address.substring(0, colon) : address;
    }

    /// The text without the innermost directive that ends its words on a line.
    private static String without(String text, int line) {
        var source = Source.of("", text.getBytes(ISO_8859_1));
        NginxDirective guilty = at(NginxTree.of(source).directives(), line);
        if (guilty == null) {
            return text;
        }
        var edits = new Edits(source);
        edits.drop(guilty.whole(), "");
        return edits.apply(new HashMap<>());
    }

    private static @Nullable NginxDirective at(List<NginxDirective> directives, int line) {
        NginxDirective found = null;
        for (NginxDirective each : directives) {
            Source source = each.source();
            int first = each.span().line();
            int last = source.line(Math.max(each.span().start(), each.span().end() - 1));
            NginxDirective inner = at(each.block(), line);
            if (inner != null) {
                return inner;
            }
            int closing = source.line(Math.max(0, each.whole().end() - 1));
            boolean here = (first <= line && line <= last) || (each.hasBlock() && line == closing);
            if (here && !NEEDED.contains(each.name())) {
                found = each;
            }
        }
        return found;
    }
}
