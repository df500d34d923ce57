package dev.evenkeel.report;

import dev.evenkeel.model.Field;
import dev.evenkeel.routing.Region;
import dev.evenkeel.routing.Region.Limit;
import dev.evenkeel.routing.Region.Term;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A class of requests in words: “host shop.example, path under /login, any method”.
final class RegionText {
    private RegionText() {}

    static String of(Region region) {
        if (region.limits().isEmpty()) {
            return region.exact() ? "every request" : "some requests";
        }
        var parts = new ArrayList<String>();
        boolean host = false;
        boolean path = false;
        boolean method = false;
        for (Limit limit : simplified(region.limits())) {
            parts.add(limit(limit));
            switch (limit.field().kind()) {
                case HOST -> host = true;
                case PATH, NORMALISED_PATH, TARGET, URI -> path = true;
                case METHOD -> method = true;
                default -> {}
            }
        }
        if (!host && path) {
            parts.add("any host");
        }
        if (!path && host) {
            parts.add("any path");
        }
        if (!method && (host || path)) {
            parts.add("any method");
        }
        String words = String.join(", ", parts);
        return region.exact() ? words : "some with " + words;
    }

    /// Of texts that are listed for a part of the request, those that are excepted are left out.
    private static List<Limit> simplified(List<Limit> limits) {
        var simplified = new ArrayList<Limit>();
        for (Limit limit : limits) {
            Limit other = limit.except() || areTexts(limit) ? counterpart(limit, limits) : null;
            if (other == null) {
                simplified.add(limit);
            } else if (!limit.except()) {
                var terms = new ArrayList<>(limit.terms());
                terms.removeAll(other.terms());
                simplified.add(new Limit(limit.field(), false, terms, limit.more()));
            }
        }
        return simplified;
    }

    /// The other half of a list of texts with exceptions; `null` when there is none, or when
    /// nothing would be left.
    private static @Nullable Limit counterpart(Limit limit, List<Limit> limits) {
        for (Limit other : limits) {
            boolean isPair =
                    other.except() != limit.except()
                            && other.field().equals(limit.field())
                            && areTexts(limit)
                            && areTexts(other);
            Limit listed = limit.except() ? other : limit;
            Limit excepted = limit.except() ? limit : other;
            if (isPair && !excepted.terms().containsAll(listed.terms())) {
                return other;
            }
        }
        return null;
    }

    private static boolean areTexts(Limit limit) {
        return limit.more() == 0
                && !limit.terms().isEmpty()
                && limit.terms().stream().allMatch(term -> term instanceof Term.Exactly);
    }

    private static String limit(Limit limit) {
        if (limit.terms().isEmpty()) {
            return "with a " + noun(limit.field());
        }
        if (limit.terms().size() == 1) {
            switch (limit.terms().getFirst()) {
                case Term.Said(String text, boolean truth) -> {
                    boolean holds = truth != limit.except();
                    return "`" + shown(text) + "` " + (holds ? "holds" : "does not hold");
                }
                case Term.Absent _ -> {
                    String noun = noun(limit.field());
                    return limit.except() ? "with a " + noun : "without a " + noun;
                }
                case Term.Exactly(String text) -> {
                    if (limit.field().kind() == Field.Kind.TLS) {
                        boolean tls = (text.equals("1") || text.equals("true")) != limit.except();
                        return tls ? "over TLS" : "without TLS";
                    }
                }
                case Term.Under _,
                        Term.BeginningWith _,
                        Term.EndingWith _,
                        Term.Containing _,
                        Term.Matching _,
                        Term.Between _,
                        Term.Like _ -> {}
            }
        }
        return noun(limit.field()) + " " + terms(limit);
    }

    private static String noun(Field field) {
        return switch (field.kind()) {
            case DESTINATION_PORT -> "port";
            case DESTINATION -> "address of the balancer";
            default -> Columns.visible(Wording.field(field));
        };
    }

    /// Terms of one kind share their word: `under /login or /logout, or ending with .css`.
    private static String terms(Limit limit) {
        Map<String, List<String>> byWord = new LinkedHashMap<>();
        for (Term term : limit.terms()) {
            byWord.computeIfAbsent(word(term), _ -> new ArrayList<>()).add(text(term));
        }
        var phrases = new ArrayList<String>();
        byWord.forEach((word, texts) -> {
            String joined = alternatives(texts);
            String phrase = (word + " " + joined).strip();
            phrases.add(limit.except() ? "not " + phrase : phrase);
        });
        String words = String.join(limit.except() ? " and " : ", or ", phrases);
        return limit.more() > 0 ? words + " (and " + limit.more() + " more)" : words;
    }

    /// `a, b or c`
    static String alternatives(List<String> texts) {
        int last = texts.size() - 1;
        return last == 0
                ? texts.getFirst()
                : String.join(", ", texts.subList(0, last)) + " or " + texts.get(last);
    }

    private static String word(Term term) {
        return switch (term) {
            case Term.Exactly _ -> "";
            case Term.Under _ -> "under";
            case Term.BeginningWith _ -> "beginning with";
            case Term.EndingWith _ -> "ending with";
            case Term.Containing _ -> "containing";
            case Term.Matching _ -> "matching";
            case Term.Between _ -> "from";
            case Term.Like _ -> "such as";
            case Term.Absent _ -> "absent";
            case Term.Said _ -> "while";
        };
    }

    private static String text(Term term) {
        return switch (term) {
            case Term.Exactly(String text) -> named(text);
            case Term.Under(String text) -> named(text);
            case Term.BeginningWith(String text) -> named(text);
            case Term.EndingWith(String text) -> named(text);
            case Term.Containing(String text) -> named(text);
            case Term.Matching(String text) -> named(text);
            case Term.Between(String first, String last) -> named(first) + " to " + named(last);
            case Term.Like(String text) -> named(text);
            case Term.Absent _ -> "";
            case Term.Said(String text, boolean truth) ->
                    "`" + shown(text) + "` " + (truth ? "holds" : "does not hold");
        };
    }

    private static String named(String text) {
        return text.isEmpty() ? "empty" : shown(text);
    }

    private static String shown(String text) {
        return Columns.visible(Wording.readable(text));
    }
}
