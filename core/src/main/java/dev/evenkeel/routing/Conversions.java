package dev.evenkeel.routing;

import dev.evenkeel.language.ByteSet;
import dev.evenkeel.language.Regular;
import dev.evenkeel.language.RegularParser;
import dev.evenkeel.language.Transducer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Conversions of texts that languages follow backwards, by their names in expressions and some of
/// their own.
final class Conversions {
    /// The host that a `Host` line names.
    static final String HOST_NAME = "host-name";

    /// Between two texts.
    static final String SURROUNDED = "surrounded";

    private Conversions() {}

    /// `null` for what languages do not follow.
    static @Nullable Transducer transducer(View.Conversion conversion) {
        List<String> arguments = conversion.arguments();
        return switch (conversion.name()) {
            case HOST_NAME -> Transducer.hostName();
            case SURROUNDED -> Transducer.surrounded(arguments.get(0), arguments.get(1));
            case Rewriting.MARKED -> Transducer.surrounded("?", "");
            case Rewriting.GROUP -> group(arguments);
            case "lower" -> Transducer.lower();
            case "upper" -> Transducer.upper();
            case "field" ->
                    Transducer.field(
                            Function.number(arguments, 0, 0),
                            arguments.get(1),
                            Function.number(arguments, 2, 1));
            case "word" ->
                    Transducer.word(
                            Function.number(arguments, 0, 0),
                            arguments.get(1),
                            Function.number(arguments, 2, 1));
            case "host_only" -> Transducer.hostOnly();
            case "port_only" -> Transducer.portOnly();
            case "without_dot" -> Transducer.withoutDot();
            case "url_dec" -> Transducer.percentDecoded(Function.number(arguments, 0, 0) != 0);
            case "behind" -> Transducer.behind(arguments.getFirst());
            case "beginning" ->
                    arguments.size() == 2 && arguments.getFirst().equals("before")
                            ? Transducer.beginning(0, 0, arguments.getLast())
                            : null;
            default -> null;
        };
    }

    /// Whether a conversion makes something of every text.
    static boolean isTotal(String name) {
        return switch (name) {
            case SURROUNDED,
                    Rewriting.MARKED,
                    "lower",
                    "upper",
                    "host_only",
                    "port_only",
                    "without_dot",
                    "word" ->
                    true;
            default -> false;
        };
    }

    /// Only of a group that takes the longest run of some bytes behind what has one end only.
    private static @Nullable Transducer group(List<String> arguments) {
        boolean ignoreCase = arguments.get(2).equals("i");
        String regex = arguments.get(1);
        var groups = new Groups(regex);
        int[] span = groups.of(arguments.getFirst());
        if (span == null) {
            return null;
        }
        boolean anchored = regex.startsWith("^");
        String before = regex.substring(anchored ? 1 : 0, span[0]);
        String rest = regex.substring(span[1] + 1);
        Regular head = RegularParser.parse(before, ignoreCase);
        Regular inner = RegularParser.parse(regex.substring(span[0] + 1, span[1]), ignoreCase);
        boolean run =
                inner instanceof Regular.Repeat(Regular of, int min, int max)
                        && of instanceof Regular.One
                        && min <= 1
                        && max < 0;
        if (head == null
                || !run
                || !(inner instanceof Regular.Repeat(Regular.One(ByteSet taken), int min, _))) {
            return null;
        }
        // Without an anchor a run of anything still begins at the start.
        boolean fromStart = anchored || (before.isEmpty() && min == 0 && isAll(taken));
        return fromStart && endsRun(rest, taken, ignoreCase)
                ? Transducer.captured(head, taken)
                : null;
    }

    private static boolean isAll(ByteSet taken) {
        return taken.or(ByteSet.of('\n')).equals(ByteSet.ALL);
    }

    /// Whether what follows a run cannot make it shorter.
    private static boolean endsRun(String rest, ByteSet taken, boolean ignoreCase) {
        if (rest.isEmpty() || rest.equals("$")) {
            return true;
        }
        Regular behind = RegularParser.parse(rest, ignoreCase);
        Regular first =
                behind instanceof Regular.Then(List<Regular> parts) && !parts.isEmpty()
                        ? parts.getFirst()
                        : behind;
        if (!(first instanceof Regular.One(ByteSet bytes))) {
            return false;
        }
        for (int b = 0; b < 256; b++) {
            if (bytes.has(b) && taken.has(b)) {
                return false;
            }
        }
        return true;
    }

    /// Where the groups of an expression stand.
    private static final class Groups {
        private final List<int[]> spans = new ArrayList<>();

        Groups(String regex) {
            var open = new ArrayDeque<int[]>();
            boolean set = false;
            for (int i = 0; i < regex.length(); i++) {
                char c = regex.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (set) {
                    set = c != ']';
                } else if (c == '[') {
                    set = true;
                    i += regex.startsWith("^]", i + 1) ? 2 : regex.startsWith("]", i + 1) ? 1 : 0;
                } else if (c == '(') {
                    int[] span = {i, -1};
                    open.push(span);
                    if (!regex.startsWith("?", i + 1)) {
                        spans.add(span);
                    }
                } else if (c == ')' && !open.isEmpty()) {
                    open.pop()[1] = i;
                }
            }
        }

        /// `null` when there is no group of that number, or it is never closed.
        private int @Nullable [] of(String number) {
            boolean numbered =
                    !number.isEmpty()
                            && number.length() < 4
                            && number.chars().allMatch(c -> c >= '0' && c <= '9');
            int index = numbered ? Integer.parseInt(number) - 1 : -1;
            return index < 0 || index >= spans.size() || spans.get(index)[1] < 0
                    ? null
                    : spans.get(index);
        }
    }

    /// A group of a regular expression's match in a text; nothing without one. Whether a group
    /// always takes part in a match, as far as that shows at a glance: nothing is optional, nothing
    /// is one of several, nothing only looks ahead.
    static boolean takesPart(List<String> arguments) {
        String text = arguments.get(1);
        boolean plain =
                text.indexOf('|') < 0
                        && !text.contains(")?")
                        && !text.contains(")*")
                        && !text.contains("){")
                        && !text.contains("(?=")
                        && !text.contains("(?!")
                        && !text.contains("(?(");
        String group = arguments.getFirst();
        return plain && (new Groups(text).of(group) != null || text.contains("(?<" + group + ">"));
    }

    static @Nullable String group(String text, List<String> arguments) {
        Regex regex = Regex.of(arguments.get(1), arguments.get(2).equals("i"));
        if (regex == null) {
            return RequestState.UNKNOWN;
        }
        try {
            java.util.regex.Matcher match = regex.matcher(text);
            if (!match.find()) {
                return null;
            }
            String group = arguments.getFirst();
            boolean numbered = group.chars().allMatch(c -> c >= '0' && c <= '9');
            Integer number = numbered ? Integer.valueOf(group) : regex.names().get(group);
            return number == null || number > match.groupCount() ? null : match.group(number);
        } catch (Regex.TooLong | StackOverflowError _) {
            return RequestState.UNKNOWN;
        }
    }
}
