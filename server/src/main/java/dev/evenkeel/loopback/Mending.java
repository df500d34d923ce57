package dev.evenkeel.loopback;

import dev.evenkeel.dialect.haproxy.HaproxyLine;
import dev.evenkeel.dialect.haproxy.HaproxyTree;
import dev.evenkeel.dialect.nginx.NginxDirective;
import dev.evenkeel.dialect.nginx.NginxTree;
import dev.evenkeel.loopback.Edits.Changed;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
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

    private static final Pattern HAPROXY_LINE = Pattern.compile("\\[config(?:-(\\d+))?:(\\d+)]");

    private static final Pattern NGINX_PLACE =
            Pattern.compile(" in \\S*?/(config|files/\\d+):(\\d+)$");

    private static final Pattern NGINX_VARIABLE = Pattern.compile("unknown \"(\\w+)\" variable");

    private static final Set<String> BEGINNINGS =
            Set.of("global", "defaults", "frontend", "backend", "listen", "userlist", "cache");

    private static final Set<String> NEEDED = Set.of("http", "events", "server");

    /// Names of an unknown variable: what stands in for a missing definition begins with this.
    private static final String FORGOTTEN = "a variable that is defined elsewhere";

    private final Program program;
    private final Places places;
    private final Map<String, String> environment;
    private final List<Changed> mains;

    private Mending(
            Program program, Places places, Map<String, String> environment, List<Changed> mains) {
        this.program = program;
        this.places = places;
        this.environment = environment;
        this.mains = new ArrayList<>(mains);
    }

    /// Texts that the program accepts, or what it says when there are none.
    record Mended(Texts texts, @Nullable String refused) {}

    static Mended of(
            Program program, Places places, Map<String, String> environment, List<Changed> mains)
            throws IOException {
        return new Mending(program, places, environment, mains).mended();
    }

    private Mended mended() throws IOException {
        String said = "";
        for (int round = 0; round < ROUNDS_MAX; round++) {
            said = RealProxy.refusal(program, texts());
            if (said.isEmpty()) {
                return new Mended(texts(), null);
            }
            boolean mended = program.dialect().equals("haproxy") ? haproxy(said) : nginx(said);
            if (!mended) {
                break;
            }
        }
        return new Mended(texts(), first(said));
    }

    private Texts texts() {
        return new Texts(mains.stream().map(Changed::text).toList(), places.files, environment);
    }

    /// The first line that says what is wrong, else the last of all.
    static String first(String said) {
        return said.lines()
                .filter(line -> line.contains("[ALERT]") || line.contains("[emerg]"))
                .findFirst()
                .or(() -> said.lines().reduce((_, next) -> next))
                .orElse(said);
    }

    private boolean haproxy(String said) {
        boolean mended = false;
        for (int i = 0; i < mains.size(); i++) {
            var guilty = new TreeSet<Integer>();
            for (String line : said.lines().filter(each -> each.contains("[ALERT]")).toList()) {
                Matcher place = HAPROXY_LINE.matcher(line);
                if (place.find() && index(place.group(1)) == i) {
                    guilty.add(Integer.valueOf(place.group(2)));
                }
            }
            Changed main = mains.get(i);
            Source source = Places.source("config", main.text());
            for (HaproxyLine line : HaproxyTree.of(source, program.version()).lines()) {
                if (BEGINNINGS.contains(line.word(0))) {
                    guilty.remove(line.span().line());
                }
            }
            var edits = new Edits(source);
            for (int number : guilty) {
                if (number >= 1 && number <= source.lines()) {
                    edits.takeOut(source.lineSpan(number), "refused here");
                    tell(main.line(number));
                }
            }
            mains.set(i, main.withText(edits.apply(new ArrayList<>()).text()));
            mended |= !guilty.isEmpty();
        }
        return mended;
    }

    private static int index(@Nullable String number) {
        return number == null ? 0 : Integer.parseInt(number) - 1;
    }

    private void tell(Span place) {
        places.changes.add(new Change(place, "", "refused by " + program, true));
    }

    private boolean nginx(String said) {
        String line = first(said);
        Matcher variable = NGINX_VARIABLE.matcher(line);
        if (variable.find()) {
            return define(variable.group(1));
        }
        Matcher place = NGINX_PLACE.matcher(line);
        if (!place.find()) {
            return false;
        }
        String name = place.group(1);
        int number = Integer.parseInt(place.group(2));
        Changed guilty = name.equals("config") ? mains.getFirst() : places.included.get(name);
        if (guilty == null) {
            return false;
        }
        String without = without(guilty.text(), number);
        if (without.equals(guilty.text())) {
            return false;
        }
        tell(guilty.line(number));
        if (name.equals("config")) {
            mains.set(0, guilty.withText(without));
        } else {
            places.files.put(name, without);
            places.included.put(name, guilty.withText(without));
        }
        return true;
    }

    private boolean define(String variable) {
        String text = mains.getFirst().text();
        int http = text.indexOf(NginxLoopback.HTTP);
        if (http < 0) {
            return false;
        }
        String map =
                variable.equals("connection_upgrade")
                        ? " map $http_upgrade $connection_upgrade { default upgrade; '' close; } "
                        : " map '' $" + variable + " { default '" + value(variable) + "'; } ";
        Changed main = mains.getFirst();
        mains.set(0, main.withText(text.substring(0, http) + map + text.substring(http)));
        int line = (int) text.substring(0, http).chars().filter(c -> c == '\n').count() + 1;
        places.changes.add(
                new Change(main.line(line), map.strip(), FORGOTTEN + ": $" + variable, true));
        return true;
    }

    /// What a variable holds that nothing here defines: an address where requests are passed to it.
    private String value(String variable) {
        String pattern = "(?i)_pass\\s+(\\w+://)?(\\$\\w+)?(:?)\\$" + variable + "(:?)\\b.*";
        Matcher passed = Pattern.compile(pattern).matcher(mains.getFirst().text());
        if (!passed.find()) {
            return "";
        }
        String address = places.server("$" + variable, "$" + variable);
        int colon = address.indexOf(':');
        return passed.group(3).equals(":")
                ? address.substring(colon + 1)
                : passed.group(4).equals(":") ? address.substring(0, colon) : address;
    }

    /// The text without the innermost directive that ends its words on a line.
    private static String without(String text, int line) {
        Source source = Places.source("", text);
        NginxDirective guilty = at(NginxTree.of(source).directives(), line);
        if (guilty == null) {
            return text;
        }
        var edits = new Edits(source);
        edits.takeOut(guilty.whole(), "refused here");
        return edits.apply(new ArrayList<>()).text();
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
