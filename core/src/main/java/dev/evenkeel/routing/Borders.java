package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What several parts of a request match one behind the other: a text that they match together is
/// cut where one ends and the next begins, in every way there is.
final class Borders {
    private final Guards guards;
    private final Diagrams diagrams;
    private final Span span;

    Borders(Guards guards, Span span) {
        this.guards = guards;
        this.diagrams = guards.space().diagrams();
        this.span = span;
    }

    /// `null` when the patterns are no literal texts at an end.
    @Nullable Integer matches(List<View> pieces, List<Pattern> unit) {
        int any = Diagrams.FALSE;
        for (Pattern pattern : unit) {
            if (!(pattern instanceof Pattern.Literal literal)) {
                return null;
            }
            Integer one =
                    switch (literal.place()) {
                        case WHOLE, START -> from(pieces, literal);
                        case END -> upTo(pieces, literal);
                        case ANYWHERE -> pieces.size() == 2 ? inside(pieces, literal) : null;
                    };
            if (one == null) {
                return null;
            }
            any = diagrams.or(any, one);
        }
        return any;
    }

    private int in(View view, Pattern.Place place, String text, boolean ignoreCase) {
        var literal = new Pattern.Literal(place, text, ignoreCase);
        Integer in = guards.in(view, List.of(literal), span);
        return in == null ? guards.space().answer(view + " " + literal) : in;
    }

    /// The whole of the pieces is a text, or begins with it.
    private Integer from(List<View> pieces, Pattern.Literal literal) {
        View first = pieces.getFirst();
        String text = literal.text();
        boolean any = literal.ignoreCase();
        if (pieces.size() == 1) {
            return in(first, literal.place(), text, any);
        }
        boolean start = literal.place() == Pattern.Place.START;
        int all = start ? in(first, Pattern.Place.START, text, any) : Diagrams.FALSE;
        List<View> rest = pieces.subList(1, pieces.size());
        for (int i = 0; i <= text.length() - (start ? 1 : 0); i++) {
            if (canBe(first, text.substring(0, i)) && canBegin(rest.getFirst(), text, i)) {
                var behind = new Pattern.Literal(literal.place(), text.substring(i), any);
                int head = in(first, Pattern.Place.WHOLE, text.substring(0, i), any);
                all = diagrams.or(all, diagrams.and(head, from(rest, behind)));
            }
        }
        return all;
    }

    private Integer upTo(List<View> pieces, Pattern.Literal literal) {
        View last = pieces.getLast();
        String text = literal.text();
        boolean any = literal.ignoreCase();
        if (pieces.size() == 1) {
            return in(last, Pattern.Place.END, text, any);
        }
        int all = in(last, Pattern.Place.END, text, any);
        List<View> before = pieces.subList(0, pieces.size() - 1);
        for (int i = 1; i <= text.length(); i++) {
            if (canBe(last, text.substring(i))) {
                var head = new Pattern.Literal(Pattern.Place.END, text.substring(0, i), any);
                int tail = in(last, Pattern.Place.WHOLE, text.substring(i), any);
                all = diagrams.or(all, diagrams.and(upTo(before, head), tail));
            }
        }
        return all;
    }

    /// In one of two pieces, or across the border.
    private Integer inside(List<View> pieces, Pattern.Literal literal) {
        String text = literal.text();
        boolean any = literal.ignoreCase();
        View first = pieces.getFirst();
        View second = pieces.getLast();
        int all =
                diagrams.or(
                        in(first, Pattern.Place.ANYWHERE, text, any),
                        in(second, Pattern.Place.ANYWHERE, text, any));
        for (int i = 1; i < text.length(); i++) {
            if (canBegin(second, text, i)) {
                int head = in(first, Pattern.Place.END, text.substring(0, i), any);
                int tail = in(second, Pattern.Place.START, text.substring(i), any);
                all = diagrams.or(all, diagrams.and(head, tail));
            }
        }
        return all;
    }

    /// Whether a part can be just this text, as far as that shows at a glance.
    private static boolean canBe(View view, String text) {
        String inner = inner(view, text);
        if (inner == null) {
            return false;
        }
        return switch (view.coordinate().kind()) {
            case HOST -> inner.indexOf('/') < 0 && inner.indexOf('?') < 0;
            case PATH -> isConverted(view) || (inner.startsWith("/") && inner.indexOf('?') < 0);
            case QUERY -> true;
            default -> true;
        };
    }

    /// Whether a part can begin with what is left of a text from a place on.
    private static boolean canBegin(View view, String text, int from) {
        if (from == text.length()) {
            return true;
        }
        View.Conversion last = view.conversions().isEmpty() ? null : view.conversions().getLast();
        if (last != null && last.name().equals(Rewriting.MARKED)) {
            return text.charAt(from) == '?';
        }
        boolean path = view.coordinate().kind() == Coordinate.Kind.PATH;
        return !path || !view.conversions().isEmpty() || text.charAt(from) == '/';
    }

    private static boolean isConverted(View view) {
        return view.conversions().stream()
                .anyMatch(one -> !one.name().equals(Conversions.SURROUNDED));
    }

    /// What a surrounded part itself has to be; `null` when the text does not stand around it.
    private static @Nullable String inner(View view, String text) {
        View.Conversion last = view.conversions().isEmpty() ? null : view.conversions().getLast();
        if (last == null) {
            return text;
        }
        if (last.name().equals(Rewriting.MARKED)) {
            return text.startsWith("?") ? text.substring(1) : null;
        }
        if (!last.name().equals(Conversions.SURROUNDED)) {
            return text;
        }
        String before = last.arguments().getFirst();
        String behind = last.arguments().getLast();
        boolean around =
                text.length() >= before.length() + behind.length()
                        && text.startsWith(before)
                        && text.endsWith(behind);
        return around ? text.substring(before.length(), text.length() - behind.length()) : null;
    }
}
