package dev.evenkeel.check;

import dev.evenkeel.model.Request;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// A fault at a place. `message` says the consequence in the user's words, in one sentence;
/// `advice` the next step; `related` other places that belong to it; `example` a request that shows
/// it, where one exists.
public record Finding(
        String check,
        Severity severity,
        Span span,
        String message,
        String advice,
        List<Related> related,
        @Nullable Request example) {
    /// Another place, and what it has to do with the fault.
    public record Related(Span span, String message) {}

    /// More related places than this are counted, not listed.
    private static final int RELATED_MAX = 3;

    public Finding {
        related = List.copyOf(related);
    }

    static Finding error(Check check, Span span, String message, String advice) {
        return of(check, Severity.ERROR, span, message, advice);
    }

    static Finding warning(Check check, Span span, String message, String advice) {
        return of(check, Severity.WARNING, span, message, advice);
    }

    static Finding note(Check check, Span span, String message, String advice) {
        return of(check, Severity.NOTE, span, message, advice);
    }

    static Finding of(Check check, Severity severity, Span span, String message, String advice) {
        return new Finding(check.id(), severity, span, message, advice, List.of(), null);
    }

    /// The finding with one more related place; without a place it stays as it is.
    Finding relatedTo(@Nullable Span place, String why) {
        return place == null ? this : relatedTo(List.of(place), why);
    }

    /// The finding with more related places, all for the same reason; of many only the first.
    Finding relatedTo(List<Span> places, String why) {
        var all = new ArrayList<>(related);
        int shown = Math.min(places.size(), RELATED_MAX);
        for (int i = 0; i < shown; i++) {
            boolean last = i == RELATED_MAX - 1 && places.size() > shown;
            all.add(
                    new Related(
                            places.get(i),
                            last ? why + " (and " + (places.size() - shown) + " more)" : why));
        }
        return new Finding(check, severity, span, message, advice, all, example);
    }

    Finding shownBy(@Nullable Request request) {
        return new Finding(check, severity, span, message, advice, related, request);
    }

    Finding withSeverity(Severity other) {
        return new Finding(check, other, span, message, advice, related, example);
    }
}
