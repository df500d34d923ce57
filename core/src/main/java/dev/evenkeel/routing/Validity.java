package dev.evenkeel.routing;

import dev.evenkeel.language.Partition;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Regular;
import dev.evenkeel.language.RegularParser;

import java.util.BitSet;
import java.util.List;

/// Which texts a coordinate may have at all: those that match the first pattern and none of the
/// others. They are those of proper requests whose target is a path, of which a balancer's
/// reception has nothing to say. More than it accepts does no harm but to have differences found
/// that nobody can show.
record Validity(List<Pattern> patterns) {
    private static final String METHOD = "\\A[A-Z_-]+\\z";
    private static final String RECEIVED = "\\A/[^\\x00-\\x20\\x7f?#]*\\z";
    private static final String WIDE = "\\A(/[^\\x00-\\x20\\x7f?]*|\\*)\\z";
    private static final String DECODED = "\\A/(?s:[^\\x00]*)\\z";
    private static final String VISIBLE = "\\A[^\\x00-\\x20\\x7f]+\\z";
    private static final String LINE = "\\A(?s:[^\\x00\\r\\n]*)\\z";

    Validity {
        patterns = List.copyOf(patterns);
    }

    /// Which paths, and what else, there may be.
    enum Paths {
        /// As they are received.
        RECEIVED,
        /// Only those that normalising leaves as they are.
        PLAIN,
        /// As they are received, or none at all; any method.
        ANY,
        /// As they are when escapes are resolved, any byte in them; any method.
        DECODED
    }

    static Validity of(Coordinate coordinate, Paths paths) {
        return switch (coordinate.kind()) {
            case TLS -> of("\\A[01]\\z");
            case METHOD -> method(paths);
            case VERSION -> of("\\A[0-9]\\.[0-9]\\z");
            case HOST -> of("\\A[^\\x00-\\x20\\x7f/,?#@]+\\z");
            case PATH -> path(paths);
            case QUERY -> of("\\A[^\\x00-\\x20\\x7f#]*\\z");
            case SNI, ALPN -> of(VISIBLE);
            case COOKIE, PARAMETER, HEADER -> of(LINE);
            case COMPUTED, SOURCE, SOURCE_PORT, DESTINATION, DESTINATION_PORT, ANSWER ->
                    new Validity(List.of(new Pattern.Literal(Pattern.Place.START, "", false)));
        };
    }

    private static Validity method(Paths paths) {
        return switch (paths) {
            case ANY, DECODED -> of(METHOD);
            case RECEIVED, PLAIN ->
                    new Validity(List.of(pattern(METHOD), whole("TRACE"), whole("CONNECT")));
        };
    }

    private static Validity path(Paths paths) {
        return switch (paths) {
            case RECEIVED -> of(RECEIVED);
            case PLAIN -> plainPath();
            case ANY -> of(WIDE);
            case DECODED -> of(DECODED);
        };
    }

    private static Validity plainPath() {
        return new Validity(
                List.of(
                        pattern("\\A/[^\\x00-\\x20\\x7f?#%]*\\z"),
                        new Pattern.Literal(Pattern.Place.ANYWHERE, "//", false),
                        new Pattern.Literal(Pattern.Place.ANYWHERE, "/.", false)));
    }

    private static Pattern whole(String text) {
        return new Pattern.Literal(Pattern.Place.WHOLE, text, false);
    }

    private static Validity of(String regex) {
        return new Validity(List.of(pattern(regex)));
    }

    private static Pattern pattern(String regex) {
        Regular regular = RegularParser.parse(regex, false);
        if (regular == null) {
            throw new IllegalStateException("not regular: " + regex);
        }
        return new Pattern.Search(regular);
    }

    /// The atoms of a partition, whose first patterns are these, that hold valid texts.
    BitSet valid(Partition partition) {
        var valid = (BitSet) partition.matching(0).clone();
        for (int i = 1; i < patterns.size(); i++) {
            valid.andNot(partition.matching(i));
        }
        return valid;
    }
}
