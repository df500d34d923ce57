package dev.evenkeel.routing;

import dev.evenkeel.language.Pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Texts that look like what people send, made of what rules compare with.
final class Suggestions {
    private final Demands demands;

    Suggestions(Demands demands) {
        this.demands = demands;
    }

    /// The best first.
    List<String> of(Coordinate coordinate) {
        var texts = new ArrayList<>(usual(coordinate.kind()));
        Demands.Demand demand = demands.all().get(coordinate);
        if (demand == null) {
            return texts;
        }
        for (Map<List<Pattern>, Integer> units : demand.units().values()) {
            for (List<Pattern> unit : units.keySet()) {
                for (Pattern pattern : unit) {
                    if (pattern instanceof Pattern.Literal literal) {
                        add(literal, coordinate.kind(), texts);
                    }
                }
            }
        }
        return texts;
    }

    private static void add(Pattern.Literal literal, Coordinate.Kind kind, List<String> texts) {
        String text = literal.text();
        texts.add(text);
        switch (literal.place()) {
            case WHOLE -> {}
            case START -> texts.add(text + (text.endsWith("/") ? "x" : "/x"));
            case END -> {
                if (kind == Coordinate.Kind.PATH) {
                    texts.add((text.startsWith("/") ? "/x" : "/") + text);
                    texts.add("/index" + text);
                } else {
                    texts.add("www" + text);
                }
            }
            case ANYWHERE -> {
                texts.add(kind == Coordinate.Kind.PATH ? "/" + text : "x" + text);
                texts.add(kind == Coordinate.Kind.PATH ? "/x" + text + "/x" : text + "x");
            }
        }
        // What lies just beside a pattern is what rules tell apart.
        texts.add(text + "x");
    }

    private static List<String> usual(Coordinate.Kind kind) {
        return switch (kind) {
            case TLS -> List.of("0", "1");
            case METHOD -> List.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH");
            case VERSION -> List.of("1.1", "2.0", "1.0", "3.0");
            case HOST -> List.of("www.example.com", "example.com");
            case PATH -> List.of("/", "/x", "/index.html");
            case QUERY -> List.of("x=1");
            case SNI -> List.of("www.example.com");
            case ALPN -> List.of("http/1.1", "h2");
            case PARAMETER, HEADER, COOKIE, COMPUTED -> List.of("x", "1");
            case SOURCE, SOURCE_PORT, DESTINATION, DESTINATION_PORT, ANSWER -> List.of();
        };
    }
}
