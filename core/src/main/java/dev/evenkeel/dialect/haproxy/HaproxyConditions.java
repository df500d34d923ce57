package dev.evenkeel.dialect.haproxy;

import dev.evenkeel.dialect.Support;
import dev.evenkeel.model.Condition;
import dev.evenkeel.model.Expression;
import dev.evenkeel.model.Field;
import dev.evenkeel.model.Matcher;
import dev.evenkeel.model.NamedCondition;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The ACLs of one section, and the conditions written with them.
///
/// An ACL is known from its first declaration on; every declaration of the same name adds to it,
/// also where it was used before. ACLs of a defaults section are not known elsewhere.
final class HaproxyConditions {
    private final HaproxyContext context;
    private final HaproxyExpressions expressions;
    private final HaproxyPatterns patterns;
    private final boolean http;
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, Condition> standard = new HashMap<>();

    HaproxyConditions(HaproxyContext context, HaproxyExpressions expressions, boolean http) {
        this.http = http;
        this.context = context;
        this.expressions = expressions;
        this.patterns = new HaproxyPatterns(context);
    }

    /// A name and what its lines say.
    private static final class Declared {
        private final int first;
        private final List<Condition> alternatives = new ArrayList<>(1);
        private final List<Span> spans = new ArrayList<>(1);
        private final List<HaproxyLine> lines = new ArrayList<>(1);
        private final List<Support> supports = new ArrayList<>(1);
        private @Nullable NamedCondition condition;
        private boolean asked;
        private boolean matters;

        Declared(int first) {
            this.first = first;
        }
    }

    /// Reads all `acl` lines of a section.
    void declare(List<HaproxyLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            HaproxyLine line = lines.get(i);
            if (line.is(0, "acl")) {
                try {
                    declare(line, i);
                } catch (HaproxyRefusal refusal) {
                    context.refuse(refusal);
                }
            }
        }
        for (Map.Entry<String, Declared> each : declared.entrySet()) {
            Declared acl = each.getValue();
            acl.condition =
                    new NamedCondition(
                            each.getKey(), HaproxyLogic.any(acl.alternatives), acl.spans);
        }
    }

    private void declare(HaproxyLine line, int index) throws HaproxyRefusal {
        String name = line.word(1);
        for (int i = 0; i < name.length(); i++) {
            if (!HaproxyCharacters.isName(name.charAt(i))) {
                throw new HaproxyRefusal(
                        line.span(1),
                        "the name of an ACL must not hold '" + name.charAt(i) + "'",
                        "use letters, digits, '-', '_', '.' and ':'");
            }
        }
        if (name.equalsIgnoreCase("or")) {
            throw new HaproxyRefusal(
                    line.span(1),
                    "'"
                            + name
                            + "' is the word between alternatives, so this ACL can never be used",
                    "choose another name");
        }
        Declared acl = declared.computeIfAbsent(name, _ -> new Declared(index));
        acl.spans.add(line.span(1));
        acl.lines.add(line);
        try {
            Term term = term(line, 2, line.size(), HaproxyPlace.CHECK);
            acl.alternatives.add(term.condition);
            acl.supports.add(term.support);
        } catch (HaproxyRefusal refusal) {
            acl.alternatives.add(new Condition.Unknown(line.span().text(), line.span()));
            acl.supports.add(Support.UNDERSTOOD);
            throw refusal;
        }
    }

    /// Says how far the `acl` lines are understood: one that is used only where it cannot change
    /// where a request goes is harmless. Those that only such lines ask for (responses, access to
    /// statistics) are no part of the model.
    void mark() {
        for (Declared acl : declared.values()) {
            if (acl.condition != null && (acl.matters || !acl.asked)) {
                context.conditions.add(acl.condition);
            }
            for (int i = 0; i < acl.lines.size(); i++) {
                Support support = acl.supports.get(i);
                if (acl.matters && !(support instanceof Support.Understood)) {
                    context.mark(acl.lines.get(i), support);
                }
            }
        }
    }

    /// Reads `if …` or `unless …` from a word to the end of the line; without it the condition is
    /// always true. `index` is the line's place in its section. `matters` says whether the rule can
    /// change where a request goes.
    Condition read(HaproxyLine line, int from, int index, HaproxyPlace place, boolean matters)
            throws HaproxyRefusal {
        if (from >= line.size()) {
            return Condition.ALWAYS;
        }
        boolean unless = line.is(from, "unless");
        if (!unless && !line.is(from, "if")) {
            throw new HaproxyRefusal(
                    line.span(from),
                    "'" + line.word(from) + "' stands where only a condition may follow",
                    "start the condition with if or unless");
        }
        Condition condition = alternatives(line, from + 1, index, place, matters);
        return unless ? HaproxyLogic.not(condition) : condition;
    }

    private Condition alternatives(
            HaproxyLine line, int from, int index, HaproxyPlace place, boolean matters)
            throws HaproxyRefusal {
        var any = new ArrayList<Condition>(1);
        var all = new ArrayList<Condition>(2);
        boolean negated = false;
        for (int i = from; i < line.size(); i++) {
            String word = line.word(i);
            int start = 0;
            while (start < word.length() && word.charAt(start) == '!') {
                negated = !negated;
                start++;
            }
            word = word.substring(start);
            if (word.isEmpty()) {
                continue;
            }
            if (word.equalsIgnoreCase("or") || word.equals("||")) {
                if (!all.isEmpty()) {
                    any.add(HaproxyLogic.all(all));
                    all.clear();
                }
                negated = false;
                continue;
            }
            Condition term;
            if (word.equals("{")) {
                int close = closing(line, i);
                Term inner = term(line, i + 1, close, place);
                if (matters && !(inner.support instanceof Support.Understood)) {
                    context.mark(line, inner.support);
                }
                term = inner.condition;
                i = close;
            } else {
                term = named(word, line.span(i), index, matters, line);
            }
            all.add(negated ? HaproxyLogic.not(term) : term);
            negated = false;
        }
        if (!all.isEmpty()) {
            any.add(HaproxyLogic.all(all));
        }
        return HaproxyLogic.any(any);
    }

    private static int closing(HaproxyLine line, int open) throws HaproxyRefusal {
        for (int i = open + 1; i < line.size(); i++) {
            if (line.is(i, "}")) {
                return i;
            }
        }
        throw new HaproxyRefusal(
                line.span(open), "the '{' is never closed", "add a '}' between blanks");
    }

    private Condition named(String name, Span span, int index, boolean matters, HaproxyLine line)
            throws HaproxyRefusal {
        Declared acl = declared.get(name);
        if (acl != null && acl.first < index && acl.condition != null) {
            acl.asked = true;
            acl.matters |= matters;
            return new Condition.Named(acl.condition, span);
        }
        Condition known = standard.get(name);
        if (known == null && context.samples.condition(name) != null) {
            known = methods(HaproxyStandardConditions.of(name, http, span));
            standard.put(name, known);
        }
        if (known != null) {
            if (known instanceof Condition.Unknown && matters) {
                context.mark(line, new Support.Unmodelled("known only at run time"));
            }
            return known;
        }
        String advice =
                acl == null
                        ? "declare it with acl " + name + " …, or correct the name"
                        : "move its declaration before this line";
        context.refuse(span, "there is no ACL '" + name + "' here", advice);
        return new Condition.Undefined(name, span);
    }

    private record Term(Condition condition, Support support) {}

    /// Reads `fetch … [flags] patterns` in the words from `from` to `end` (exclusive).
    private Term term(HaproxyLine line, int from, int end, HaproxyPlace place)
            throws HaproxyRefusal {
        String text = from < end ? line.word(from) : "";
        String keyword = text.substring(0, HaproxyExpressions.keywordEnd(text, 0));
        HaproxySamples.Criterion criterion =
                keyword.isEmpty() ? null : context.samples.criterion(keyword);
        HaproxySample subject;
        String method = "";
        if (line.isUnresolved(from)) {
            Span span = line.span(from, end - 1);
            return new Term(
                    new Condition.Unknown(span.text(), span), HaproxyExpressions.UNRESOLVED);
        } else if (from >= end) {
            throw new HaproxyRefusal(
                    line.span(), "an ACL lacks what it looks at", "name a fetch such as path");
        } else if (criterion != null) {
            subject = expressions.criterion(line, from, criterion.fetch(), place);
            // Converters in the keyword's own word replace its method.
            method =
                    text.indexOf(',', keyword.length()) >= 0 && isConverted(text)
                            ? ""
                            : criterion.method();
        } else {
            subject = expressions.subject(line, from, place);
        }
        HaproxyPatterns.Comparison comparison =
                patterns.read(line, from + 1, end, subject.type(), method);
        Support support = Support.worse(subject.support(), comparison.support());
        Span span = line.span(from, end - 1);
        Condition match = match(subject, comparison, span);
        // A method that -m says compares names.
        boolean byNumber = subject.type() == HaproxyType.METH && !isSaid(line, "-m", from + 1, end);
        return new Term(byNumber ? methods(match) : match, support);
    }

    private static boolean isSaid(HaproxyLine line, String flag, int from, int end) {
        for (int i = from; i < end && !line.is(i, "--"); i++) {
            if (line.is(i, flag)) {
                return true;
            }
        }
        return false;
    }

    /// Methods are compared by name as long as no rule sets them.
    private Condition methods(Condition condition) {
        return context.setsMethods
                        && condition instanceof Condition.Match match
                        && match.subject() instanceof Expression.Part(Field field)
                        && field.kind() == Field.Kind.METHOD
                ? HaproxyMethods.compared(match)
                : condition;
    }

    private static boolean isConverted(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth <= 0) {
                return i + 1 < text.length();
            }
        }
        return false;
    }

    private static Condition match(
            HaproxySample subject, HaproxyPatterns.Comparison comparison, Span span) {
        Matcher matcher = comparison.matcher();
        boolean truth = matcher.method() == Matcher.Method.TRUE;
        return switch (subject.expression()) {
            case Expression.Text(String text) when truth ->
                    text.equals("0") ? Condition.NEVER : Condition.ALWAYS;
            case Expression.Converted(Expression.Part part, String name, _)
                    when truth && name.equals("present") ->
                    found(part, span);
            default ->
                    new Condition.Match(
                            HaproxyConverters.cast(
                                    subject.expression(), subject.type(), comparison.type()),
                            matcher,
                            span);
        };
    }

    private static Condition found(Expression.Part part, Span span) {
        var matcher = new Matcher(Matcher.Method.FOUND, false, List.of(), true);
        return new Condition.Match(part, matcher, span);
    }

    /// Whether a field is one of some texts.
    static Condition equal(Field.Kind kind, Span span, String... values) {
        var texts = new ArrayList<Matcher.Pattern>(values.length);
        for (String value : values) {
            texts.add(new Matcher.Pattern(value, span));
        }
        var matcher = new Matcher(Matcher.Method.EXACT, false, texts, true);
        return new Condition.Match(Expression.field(kind), matcher, span);
    }
}
