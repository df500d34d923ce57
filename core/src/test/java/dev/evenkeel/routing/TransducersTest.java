package dev.evenkeel.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.language.ByteSet;
import dev.evenkeel.language.Partition;
import dev.evenkeel.language.Pattern;
import dev.evenkeel.language.Regular;
import dev.evenkeel.language.RegularParser;
import dev.evenkeel.language.Transducer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/// Machines that compute functions of texts against the functions themselves.
final class TransducersTest {
    private static final int TEXTS = 1_000;

    private static void agree(
            Transducer transducer, String alphabet, Function<String, @Nullable String> function) {
        var random = new Random(alphabet.hashCode());
        Partition images = images(random, alphabet);
        Partition before = Objects.requireNonNull(images.before(transducer, 100_000));
        int last = before.patternCount() - 1;
        assertThat(last).isEqualTo(images.patternCount());
        for (int i = 0; i < TEXTS; i++) {
            String text = text(random, alphabet, 12);
            String image = function.apply(text);
            assertThat(transducer.apply(text)).as("of <%s>", text).isEqualTo(image);
            var matching = before.patterns(before.atomOf(text));
            assertThat(matching.get(last)).as("of <%s>", text).isEqualTo(image != null);
            matching.clear(last);
            if (image == null) {
                assertThat(matching.isEmpty()).as("of <%s>", text).isTrue();
            } else {
                assertThat(matching)
                        .as("of <%s>", text)
                        .isEqualTo(images.patterns(images.atomOf(image)));
            }
        }
    }

    /// A few patterns of texts over an alphabet.
    private static Partition images(Random random, String alphabet) {
        var patterns = new ArrayList<Pattern>();
        for (Pattern.Place place : Pattern.Place.values()) {
            patterns.add(new Pattern.Literal(place, text(random, alphabet, 2), false));
            patterns.add(new Pattern.Literal(place, text(random, alphabet, 3), true));
        }
        patterns.add(new Pattern.Literal(Pattern.Place.WHOLE, "", false));
        patterns.add(new Pattern.Literal(Pattern.Place.WHOLE, "0", false));
        patterns.add(new Pattern.Search(Regular.length(2, 4)));
        return Objects.requireNonNull(Partition.of(patterns, 100_000));
    }

    private static String text(Random random, String alphabet, int longest) {
        var text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void casesOfLetters() {
        agree(Transducer.lower(), "abzABZ@[`{0\u00c9", Bytes::lower);
        agree(Transducer.upper(), "abzABZ@[`{0\u00E9", TextFunctions::upper);
    }

    @Test
    void textsPutAroundAndTakenOff() {
        agree(Transducer.surrounded("/a", "b"), "ab/", text -> "/a" + text + "b");
        agree(Transducer.surrounded("", ""), "ab/", text -> text);
        for (String prefix : List.of("", "a", "ab")) {
            for (String suffix : List.of("", "a", "aab", "abab")) {
                agree(
                        Transducer.stripped(prefix, suffix),
                        "ab",
                        text -> stripped(text, prefix, suffix));
            }
        }
        agree(
                Transducer.withoutDot(),
                "a.",
                text -> text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
        for (String mark : List.of("a", "aab", "abab", "")) {
            agree(Transducer.behind(mark), "ab", text -> TargetFunctions.behind(text, mark));
        }
    }

    private static @Nullable String stripped(String text, String prefix, String suffix) {
        boolean both =
                text.length() >= prefix.length() + suffix.length()
                        && text.startsWith(prefix)
                        && text.endsWith(suffix);
        return both ? text.substring(prefix.length(), text.length() - suffix.length()) : null;
    }

    @Test
    void fieldsAndWords() {
        int compared = 0;
        for (String separators : List.of(".", "./", "")) {
            for (int n = -4; n <= 4; n++) {
                for (int count = -1; count <= 3; count++) {
                    List<String> arguments =
                            List.of(String.valueOf(n), separators, String.valueOf(count));
                    Transducer field = Transducer.field(n, separators, count);
                    if (field != null) {
                        agree(field, "ab./", text -> TextFunctions.field(text, arguments));
                        compared++;
                    }
                    Transducer word = Transducer.word(n, separators, count);
                    if (word != null) {
                        agree(word, "ab./", text -> TextFunctions.word(text, arguments));
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(150);
    }

    @Test
    void beginnings() {
        for (int length : new int[] {-1, 0, 1, 3}) {
            for (int depth = 0; depth < 3; depth++) {
                for (String mark : List.of("", "?", "/")) {
                    List<String> arguments = new ArrayList<>();
                    arguments.addAll(List.of("len", String.valueOf(length)));
                    arguments.addAll(List.of("depth", String.valueOf(depth)));
                    arguments.addAll(List.of("before", mark));
                    agree(
                            Transducer.beginning(length, depth, mark),
                            "ab/?",
                            text -> TargetFunctions.beginning(text, arguments));
                }
            }
        }
    }

    @Test
    void namesAndPorts() {
        agree(Transducer.hostName(), "aB.:[]1", line -> Hosts.normalised("/", line));
        agree(Transducer.hostOnly(), "ab:12", TextFunctions::hostOnly);
        agree(Transducer.portOnly(), "a:012", TextFunctions::portOnly);
        for (String digits :
                List.of(
                        "9223372036854775806",
                        "9223372036854775807",
                        "9223372036854775808",
                        "9223372036854775900",
                        "92233720368547758070",
                        "00009223372036854775807",
                        "9223372036854775808a",
                        "1000000000000000000",
                        "10000000000000000000")) {
            assertThat(Transducer.portOnly().apply("a:" + digits))
                    .isEqualTo(TextFunctions.portOnly("a:" + digits));
        }
    }

    @Test
    void escapesUndone() {
        agree(
                Transducer.percentDecoded(false),
                "%%2Fab+?",
                text -> TargetFunctions.decoded(text, false));
        agree(
                Transducer.percentDecoded(true),
                "%%2Fab+?",
                text -> TargetFunctions.decoded(text, true));
    }

    @Test
    void oneAfterTheOther() {
        agree(
                Transducer.percentDecoded(false).then(Transducer.lower()),
                "%%24Ab",
                text -> {
                    String decoded = TargetFunctions.decoded(text, false);
                    return decoded == null ? null : Bytes.lower(decoded);
                });
        agree(
                Transducer.hostOnly().then(Objects.requireNonNull(Transducer.field(-2, ".", 1))),
                "a.:1",
                text -> TextFunctions.field(TextFunctions.hostOnly(text), List.of("-2", ".", "1")));
    }

    @Test
    void whatStandsBehindAMatch() {
        Regular before = Objects.requireNonNull(RegularParser.parse("/(a|bb)/", false));
        Transducer captured =
                Objects.requireNonNull(Transducer.captured(before, ByteSet.of("/").not()));
        var oracle = java.util.regex.Pattern.compile("^/(?:a|bb)/([^/]*)");
        agree(
                captured,
                "//aab",
                text -> {
                    var matcher = oracle.matcher(text);
                    return matcher.find() ? matcher.group(1) : null;
                });
        for (String unclear : List.of("a|ab", "a*", "a$", "^a")) {
            Regular regular = Objects.requireNonNull(RegularParser.parse(unclear, false));
            assertThat(Transducer.captured(regular, ByteSet.ALL)).as(unclear).isNull();
        }
    }
}
