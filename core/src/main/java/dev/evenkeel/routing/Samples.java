package dev.evenkeel.routing;

import dev.evenkeel.model.Listener;
import dev.evenkeel.model.Request;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Single requests out of sets of them, as usual-looking as the set allows.
final class Samples {
    private static final List<String> METHODS =
            List.of("GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH");

    private final Space space;
    private final Diagrams diagrams;

    /// A request, and what must be so of things that are not known before run time.
    record Sample(Request request, Map<String, String> given) {
        Sample {
            given = Map.copyOf(given);
        }
    }

    Samples(Space space) {
        this.space = space;
        this.diagrams = space.diagrams();
    }

    /// The atoms of an axis in which requests of a set lie; of an axis with several values those in
    /// which any value may lie.
    BitSet atoms(int set, Axis axis) {
        var atoms = new BitSet();
        var seen = new HashSet<Integer>();
        if (!axis.isMany()) {
            collect(set, axis, atoms, seen);
            return atoms;
        }
        for (int atom = 0; atom < axis.atoms(); atom++) {
            int question = diagrams.question(axis.level() + atom);
            if (diagrams.and(set, question) != Diagrams.FALSE) {
                atoms.set(atom);
            }
        }
        return atoms;
    }

    private void collect(int node, Axis axis, BitSet atoms, Set<Integer> seen) {
        if (node == Diagrams.FALSE || !seen.add(node)) {
            return;
        }
        if (diagrams.level(node) < axis.level()) {
            collect(diagrams.low(node), axis, atoms, seen);
            collect(diagrams.high(node), axis, atoms, seen);
        } else {
            spell(node, axis, 0, 0, atoms);
        }
    }

    private void spell(int node, Axis axis, int bit, int number, BitSet atoms) {
        if (node == Diagrams.FALSE) {
            return;
        }
        int left = axis.bits() - bit;
        if (diagrams.level(node) >= axis.level() + axis.bits()) {
            int from = number << left;
            atoms.set(from, Math.min(axis.atoms(), from + (1 << left)));
            return;
        }
        boolean here = diagrams.level(node) == axis.level() + bit;
        spell(here ? diagrams.low(node) : node, axis, bit + 1, 2 * number, atoms);
        spell(here ? diagrams.high(node) : node, axis, bit + 1, 2 * number + 1, atoms);
    }

    /// One request of a set that is not empty, as it would come to a listener.
    Sample of(int set, Listener listener) {
        var values = new HashMap<Coordinate, List<String>>();
        int left = set;
        for (Axis axis : space.axes()) {
            left = axis.isMany() ? many(left, axis, values) : one(left, axis, values);
        }
        var given = new HashMap<String, String>();
        for (Map.Entry<String, Integer> answer : space.answers().entrySet()) {
            int yes = diagrams.question(answer.getValue());
            int without = diagrams.minus(left, yes);
            boolean is = without == Diagrams.FALSE;
            left = is ? diagrams.and(left, yes) : without;
            given.put(answer.getKey(), is ? "true" : "false");
        }
        values.forEach((coordinate, texts) -> {
            if (coordinate.kind() == Coordinate.Kind.COMPUTED && !texts.isEmpty()) {
                given.put(coordinate.name(), texts.getFirst());
            }
        });
        return new Sample(request(values, listener), given);
    }

    private int many(int set, Axis axis, Map<Coordinate, List<String>> values) {
        int left = set;
        var texts = new ArrayList<String>();
        for (int atom = 0; atom < axis.atoms(); atom++) {
            int yes = diagrams.question(axis.level() + atom);
            int without = diagrams.minus(left, yes);
            if (without == Diagrams.FALSE) {
                texts.add(axis.text(atom));
                left = diagrams.and(left, yes);
            } else {
                left = without;
            }
        }
        values.put(axis.coordinate(), texts);
        return left;
    }

    private int one(int set, Axis axis, Map<Coordinate, List<String>> values) {
        BitSet atoms = atoms(set, axis);
        int absent = axis.absent();
        boolean wanted =
                axis.coordinate().kind() == Coordinate.Kind.HOST
                        || axis.coordinate().kind() == Coordinate.Kind.COMPUTED;
        int best = -1;
        long least = Long.MAX_VALUE;
        if (absent >= 0 && atoms.get(absent) && !(wanted && atoms.cardinality() > 1)) {
            best = absent;
        } else {
            for (int atom = atoms.nextSetBit(0); atom >= 0; atom = atoms.nextSetBit(atom + 1)) {
                long oddity = atom == absent ? Long.MAX_VALUE - 1 : oddity(axis, axis.text(atom));
                if (oddity < least) {
                    least = oddity;
                    best = atom;
                }
            }
        }
        if (best < 0) {
            throw new IllegalStateException("an empty set has no sample");
        }
        values.put(axis.coordinate(), best == absent ? List.of() : List.of(axis.text(best)));
        var only = new BitSet();
        only.set(best);
        return diagrams.and(set, space.in(axis, only));
    }

    /// How little a value looks like what people send.
    private static long oddity(Axis axis, String text) {
        long odd = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain =
                    (c >= 'a' && c <= 'z')
                            || (c >= '0' && c <= '9')
                            || (c >= 'A' && c <= 'Z')
                            || "-._/".indexOf(c) >= 0;
            odd += plain ? 1 : c > ' ' && c < 127 ? 50 : 1000;
        }
        return switch (axis.coordinate().kind()) {
            case METHOD -> {
                int usual = METHODS.indexOf(text);
                yield usual >= 0 ? usual : 100 + odd;
            }
            case HOST, SNI -> odd + (text.indexOf('.') > 0 ? 0 : 100);
            case VERSION -> text.equals("1.1") ? 0 : 10 + odd;
            case SOURCE, DESTINATION, SOURCE_PORT, DESTINATION_PORT -> 0;
            default -> odd;
        };
    }

    private static Request request(Map<Coordinate, List<String>> values, Listener listener) {
        var headers = new ArrayList<Request.Header>();
        var cookies = new ArrayList<String>();
        var parameters = new ArrayList<String>();
        values.forEach((coordinate, texts) -> {
            for (String text : texts) {
                switch (coordinate.kind()) {
                    case HEADER -> headers.add(new Request.Header(coordinate.name(), text));
                    case COOKIE -> cookies.add(coordinate.name() + "=" + text);
                    case PARAMETER -> parameters.add(coordinate.name() + "=" + text);
                    default -> {}
                }
            }
        });
        headers.sort(Comparator.comparing(Request.Header::name));
        if (!cookies.isEmpty()) {
            cookies.sort(null);
            headers.add(new Request.Header("cookie", String.join("; ", cookies)));
        }
        parameters.sort(null);
        String query = first(values, Coordinate.Kind.QUERY, "");
        if (!parameters.isEmpty()) {
            query = (query.isEmpty() ? "" : query + "&") + String.join("&", parameters);
        }
        boolean asked =
                !query.isEmpty()
                        || !values.getOrDefault(Coordinate.of(Coordinate.Kind.QUERY), List.of())
                                .isEmpty();
        String target = escaped(first(values, Coordinate.Kind.PATH, "/"));
        boolean tls = first(values, Coordinate.Kind.TLS, "").equals("1");
        int port =
                Integer.parseInt(first(values, Coordinate.Kind.DESTINATION_PORT, port(listener)));
        boolean hostAsked = values.containsKey(Coordinate.of(Coordinate.Kind.HOST));
        return new Request(
                first(values, Coordinate.Kind.METHOD, "GET"),
                first(values, Coordinate.Kind.HOST, hostAsked ? "" : "www.example.com"),
                asked ? target + "?" + query : target,
                headers,
                new Request.Connection(
                        first(values, Coordinate.Kind.SOURCE, "192.0.2.1"),
                        port,
                        tls,
                        first(values, Coordinate.Kind.SNI, ""),
                        first(values, Coordinate.Kind.VERSION, "1.1")));
    }

    private static String port(Listener listener) {
        return listener.endpoints().isEmpty()
                ? "0"
                : String.valueOf(listener.endpoints().getFirst().portFirst());
    }

    private static String first(
            Map<Coordinate, List<String>> values, Coordinate.Kind kind, String otherwise) {
        List<String> texts = values.getOrDefault(Coordinate.of(kind), List.of());
        return texts.isEmpty() ? otherwise : texts.getFirst();
    }

    /// Bytes that cannot stand in a target are written as escapes.
    private static String escaped(String path) {
        var text = new StringBuilder(path.length());
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c > ' ' && c < 127 && c != '?' && c != '#') {
                text.append(c);
            } else {
                text.append('%').append(Bytes.hex(String.valueOf(c)));
            }
        }
        return text.toString();
    }
}
