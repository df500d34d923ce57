package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Directive;
import dev.evenkeel.dialect.DirectiveTable;
import dev.evenkeel.model.Version;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the row of the directive table that a line is about. Many first words are families: the
/// second word, of `tcp-request content` even the third, decides.
final class HaproxyKeywords {
    private static final List<String> PROXIES =
            List.of("frontend", "backend", "listen", "defaults");

    private final DirectiveTable table;
    private final Version version;
    private final Map<String, Set<String>> families = new HashMap<>();
    private final Map<String, Map<String, Found>> known = new HashMap<>();
    private final Map<String, Map<String, Directive>> parameters = new HashMap<>();

    HaproxyKeywords(DirectiveTable table, Version version) {
        this.table = table;
        this.version = version;
        for (Directive row : table.all()) {
            String keyword = row.keyword();
            int first = keyword.indexOf(' ');
            if (first > 0 && !row.standsIn("server") && !row.standsIn("bind")) {
                family(keyword.substring(0, first), row);
                int second = keyword.indexOf(' ', first + 1);
                if (second > 0) {
                    family(keyword.substring(0, second), row);
                }
            }
        }
    }

    private void family(String keyword, Directive row) {
        Set<String> contexts = families.computeIfAbsent(keyword, _ -> new HashSet<>());
        contexts.addAll(row.contexts());
        for (String proxy : PROXIES) {
            if (row.standsIn(proxy)) {
                contexts.addAll(PROXIES);
            }
        }
    }

    /// What is found of a line: its keyword, the number of words it takes, and the row. Without a
    /// row the keyword does not exist in the section and version; `elsewhere` then says whether it
    /// exists in another kind of proxy, and `removed` in another version.
    record Found(
            String keyword,
            int words,
            @Nullable Directive row,
            @Nullable Directive elsewhere,
            @Nullable Directive otherVersion) {}

    /// What is known of a line. Equal keywords of one word are looked up once.
    Found find(HaproxyLine line, String section) {
        Map<String, Found> ofSection = known.computeIfAbsent(section, _ -> new HashMap<>());
        Found before = ofSection.get(line.word(0));
        if (before != null) {
            return before;
        }
        Found found = newlyFound(line, section);
        if (found.words() == 1 && found.row() != null) {
            ofSection.put(found.keyword(), found);
        }
        return found;
    }

    private Found newlyFound(HaproxyLine line, String section) {
        String keyword = line.word(0);
        int words = 1;
        while (words <= 2 && isFamily(keyword, section)) {
            keyword = keyword + " " + (line.size() > words ? stem(keyword, line.word(words)) : "");
            words++;
        }
        Directive row = table.find(keyword, section, version);
        Directive elsewhere = null;
        Directive otherVersion = null;
        if (row == null) {
            for (Directive candidate : table.rows(keyword)) {
                boolean here = candidate.standsIn(section);
                if (candidate.existsIn(version) && !here && isProxy(section, candidate)) {
                    elsewhere = candidate;
                } else if (!candidate.existsIn(version) && (here || isProxy(section, candidate))) {
                    otherVersion = candidate;
                }
            }
        }
        return new Found(keyword, words, row, elsewhere, otherVersion);
    }

    /// The row of a parameter of `server` and `bind` lines.
    @Nullable Directive parameter(String kind, String word) {
        Map<String, Directive> ofKind = parameters.computeIfAbsent(kind, _ -> new HashMap<>());
        Directive row = ofKind.get(word);
        if (row == null) {
            row = table.find(kind + " " + word, kind, version);
            if (row != null) {
                ofKind.put(word, row);
            }
        }
        return row;
    }

    /// The rows of a parameter in all versions.
    List<Directive> parameterRows(String kind, String word) {
        return table.rows(kind + " " + word);
    }

    /// Whether a word is an action of `http-request` rules.
    boolean isRequestAction(String word) {
        return table.find("http-request " + stem("", word), "frontend", version) != null;
    }

    private boolean isFamily(String keyword, String section) {
        Set<String> contexts = families.get(keyword);
        return contexts != null && contexts.contains(section);
    }

    private static boolean isProxy(String section, Directive row) {
        if (!PROXIES.contains(section)) {
            return false;
        }
        for (String proxy : PROXIES) {
            if (row.standsIn(proxy)) {
                return true;
            }
        }
        return false;
    }

    /// The word as the table has it: without arguments in parentheses, without the number of a
    /// counter, and `lua.` for all actions in Lua.
    private String stem(String family, String word) {
        int parenthesis = word.indexOf('(');
        String name = parenthesis > 0 ? word.substring(0, parenthesis) : word;
        if (name.startsWith("lua.")) {
            return "lua.";
        }
        if (name.startsWith("track-sc")) {
            return "track-sc";
        }
        return family.equals("persist") && name.startsWith("rdp-cookie") ? "rdp-cookie" : name;
    }
}
