package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// The environment variables while a configuration is read: those given, those HAProxy sets by
/// itself, and what `setenv`, `presetenv`, `unsetenv` and `resetenv` in a global section make of
/// them for the lines that follow.
final class HaproxyEnvironment {
    private static final String TCP =
            "%ci:%cp [%t] %ft %b/%s %Tw/%Tc/%Tt %B %ts %ac/%fc/%bc/%sc/%rc %sq/%bq";
    private static final String HTTP =
            "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc"
                    + " %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r";
    private static final String HTTPS =
            "%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc"
                    + " %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r %[fc_err]"
                    + "/%[ssl_fc_err,hex]/%[ssl_c_err]/%[ssl_c_ca_err]/%[ssl_fc_is_resumed]"
                    + " %[ssl_fc_sni]/%sslv/%sslc";

    private final Map<String, String> values = new LinkedHashMap<>();
    private int line;
    private String file = "";
    private String section = "";
    private boolean emptyForNone;
    private long expanded;

    HaproxyEnvironment(Map<String, String> given, Version version) {
        values.putAll(given);
        if (version.atLeast(2, 8)) {
            values.put("HAPROXY_TCP_LOG_FMT", TCP);
            values.put("HAPROXY_HTTP_LOG_FMT", HTTP);
            values.put("HAPROXY_HTTPS_LOG_FMT", HTTPS);
            values.put("HAPROXY_BRANCH", version.toString());
        }
    }

    /// Where the line stands that is read next, for `.FILE`, `.LINE` and `.SECTION`.
    void at(String nextFile, int nextLine, String nextSection) {
        file = nextFile;
        line = nextLine;
        section = nextSection;
    }

    /// The value of a variable; null when it has none.
    @Nullable String value(String name) {
        return switch (name) {
            case ".LINE" -> Integer.toString(line);
            case ".FILE" -> file;
            case ".SECTION" -> section;
            default -> {
                String value = isSpent() ? null : values.get(name);
                expanded += value == null ? 0 : value.length();
                yield value == null && emptyForNone ? "" : value;
            }
        };
    }

    /// Whether more was asked for than is ever given: from then on no variable has a value.
    boolean isSpent() {
        return expanded > HaproxyBounds.EXPANDED_MAX;
    }

    /// Whether a variable without a value counts as empty, as it does to HAProxy.
    void takeNoneAsEmpty(boolean empty) {
        emptyForNone = empty;
    }

    boolean isDefined(String name) {
        return values.containsKey(name);
    }

    /// Applies a line of a global section that changes variables; other lines change nothing.
    void apply(HaproxyLine line) {
        switch (line.word(0)) {
            case "setenv" -> values.put(line.word(1), line.word(2));
            case "presetenv" -> values.putIfAbsent(line.word(1), line.word(2));
            case "unsetenv" -> {
                for (int i = 1; i < line.size(); i++) {
                    values.remove(line.word(i));
                }
            }
            case "resetenv" -> {
                var kept = new LinkedHashMap<String, String>();
                for (int i = 1; i < line.size(); i++) {
                    String value = values.get(line.word(i));
                    if (value != null) {
                        kept.put(line.word(i), value);
                    }
                }
                values.clear();
                values.putAll(kept);
            }
            default -> {}
        }
    }

    Map<String, String> all() {
        return values;
    }
}
