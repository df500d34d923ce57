package dev.evenkeel.verify;

import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.predict.Entry;
import dev.evenkeel.predict.Entry.Security;
import dev.evenkeel.text.IpAddress;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A set of requests: those of which every part that is said matches one of the patterns said for
/// it. In a pattern `*` stands for any bytes but the separator (a dot of a host, a slash of a
/// path), `**` for any bytes at all. `sources` are addresses and networks; `entry` says where they
/// come in.
public record RequestPattern(
        List<String> hosts,
        List<String> paths,
        List<String> methods,
        Map<String, List<String>> headers,
        List<String> sources,
        Entry entry,
        Span span) {
    /// What stands for itself behind a backslash only.
    private static final String SPECIAL = "\\^$.[]|()?*+{}#-&~ ";

    public RequestPattern {
        hosts = List.copyOf(hosts);
        paths = List.copyOf(paths);
        methods = List.copyOf(methods);
        headers = Map.copyOf(headers);
        sources = List.copyOf(sources);
    }

    /// Whether a text is an address, or a network by how many bits of it count.
    public static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        byte[] address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null || slash < 0) {
            return address != null;
        }
        String bits = text.substring(slash + 1);
        boolean digits = !bits.isEmpty() && bits.length() < 4;
        for (int i = 0; i < bits.length(); i++) {
            digits &= bits.charAt(i) >= '0' && bits.charAt(i) <= '9';
        }
        return digits && Integer.parseInt(bits) <= 8 * address.length;
    }

    /// What holds for just these requests when they arrive. `path` is the field by which the path
    /// is looked at.
    Condition condition(Field.Kind path) {
        var all = new ArrayList<Condition>();
        add(all, Expression.field(Field.Kind.HOST), hosts, '.', true);
        add(all, Expression.field(path), paths, '/', false);
        add(all, Expression.field(Field.Kind.METHOD), methods, '\n', false);
        headers.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            Field field = Field.of(Field.Kind.HEADER, lower);
            add(all, new Expression.Part(field), values, '\n', false);
        });
        if (!sources.isEmpty()) {
            Expression source = Expression.field(Field.Kind.SOURCE);
            all.add(match(source, Matcher.Method.NETWORK, sources, false));
        }
        if (entry.port() > 0) {
            Expression port = Expression.field(Field.Kind.DESTINATION_PORT);
            String number = Integer.toString(entry.port());
            all.add(match(port, Matcher.Method.INTEGER, List.of(number), false));
        }
        if (entry.security() != Security.UNSAID) {
            String tls = entry.security() == Security.TLS ? "1" : "0";
            Expression field = Expression.field(Field.Kind.TLS);
            all.add(match(field, Matcher.Method.EXACT, List.of(tls), false));
        }
        return all.isEmpty() ? Condition.ALWAYS : new Condition.All(all);
    }

    private void add(
            List<Condition> all,
            Expression subject,
            List<String> globs,
            char separator,
            boolean ignoreCase) {
        if (globs.isEmpty()) {
            return;
        }
        var any = new ArrayList<Condition>();
        for (String glob : globs) {
            any.add(matching(subject, glob, separator, ignoreCase));
        }
        all.add(any.size() == 1 ? any.getFirst() : new Condition.Any(any));
    }

    private Condition matching(
            Expression subject, String glob, char separator, boolean ignoreCase) {
        int wild = glob.indexOf('*');
        if (wild < 0) {
            return match(subject, Matcher.Method.EXACT, List.of(glob), ignoreCase);
        }
        String last = glob.substring(wild);
        boolean any = last.equals("**") || (last.equals("*") && separator == '\n');
        if (any && wild > 0) {
            List<String> beginning = List.of(glob.substring(0, wild));
            return match(subject, Matcher.Method.PREFIX, beginning, ignoreCase);
        }
        String regex = regex(glob, separator);
        return match(subject, Matcher.Method.REGEX, List.of(regex), ignoreCase);
    }

    private Condition match(
            Expression subject, Matcher.Method method, List<String> texts, boolean ignoreCase) {
        List<Matcher.Pattern> patterns =
                texts.stream().map(text -> new Matcher.Pattern(text, span)).toList();
        return new Condition.Match(subject, new Matcher(method, ignoreCase, patterns, true), span);
    }

    /// The regular expression that matches what a pattern does.
    static String regex(String glob, char separator) {
        var regex = new StringBuilder("(?s)^");
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                boolean any = glob.startsWith("**", i);
                i += any ? 1 : 0;
                regex.append(any || separator == '\n' ? ".*" : "[^" + separator + "]*");
            } else {
                regex.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return regex.append("\\z").toString();
    }
}
