package dev.evenkeel.report;

import dev.evenkeel.text.Source;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The places that must never be shown. Every part of a source that goes into an answer goes
/// through [#readable].
public final class Secrets {
    static final String MASK = "•••";

    /// Sorted, and apart from each other.
    private final Map<Source, List<Span>> places;

    private @Nullable SecretValues values;

    private Secrets(Map<Source, List<Span>> places) {
        this.places = places;
    }

    public static Secrets of(List<Span> spans) {
        var places = new HashMap<Source, List<Span>>();
        for (Span span : spans.stream().sorted().toList()) {
            var known = places.computeIfAbsent(span.source(), _ -> new ArrayList<>());
            if (!known.isEmpty() && span.start() <= known.getLast().end()) {
                known.add(known.removeLast().to(span));
            } else if (span.end() > span.start()) {
                known.add(span);
            }
        }
        return new Secrets(places);
    }

    /// The places of both.
    Secrets and(Secrets other) {
        var both = new HashMap<>(places);
        both.putAll(other.places);
        return new Secrets(both);
    }

    /// A value that was computed by the configuration, with every secret of it masked.
    public String masked(String value) {
        SecretValues known = values;
        if (known == null) {
            known = new SecretValues();
            for (List<Span> spans : places.values()) {
                for (Span span : spans) {
                    known.add(span.text());
                }
            }
            values = known;
        }
        return known.masked(value);
    }

    /// The text of a span as a person reads it, with every secret in it masked.
    public String readable(Span span) {
        List<Span> secrets = places.getOrDefault(span.source(), List.of());
        if (span.start() == span.end()) {
            return "";
        }
        int next = firstEndingAfter(secrets, span.start());
        if (next == secrets.size() || secrets.get(next).start() >= span.end()) {
            return Source.readable(span.text());
        }
        var shown = new StringBuilder();
        String text = span.source().text();
        int at = span.start();
        for (; next < secrets.size() && secrets.get(next).start() < span.end(); next++) {
            Span secret = secrets.get(next);
            if (secret.start() > at) {
                shown.append(Source.readable(text.substring(at, secret.start())));
            }
            shown.append(MASK);
            at = Math.min(secret.end(), span.end());
        }
        return shown.append(Source.readable(text.substring(at, span.end()))).toString();
    }

    private static int firstEndingAfter(List<Span> secrets, int offset) {
        int low = 0;
        int high = secrets.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (secrets.get(middle).end() > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
