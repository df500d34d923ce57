package dev.evenkeel.routing;

import dev.evenkeel.text.IpAddress;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/// All functions there are, by the names that expressions give them.
final class Functions {
    private static final Map<String, Function> ALL = all();

    private Functions() {}

    /// `null` when there is no function of that name.
    static @Nullable Function named(String name) {
        return ALL.get(name);
    }

    private static Map<String, Function> all() {
        var all = new HashMap<String, Function>();
        texts(all);
        numbers(all);
        binaries(all);
        targets(all);
        return Map.copyOf(all);
    }

    private static void texts(Map<String, Function> all) {
        all.put("lower", (text, _, _) -> Bytes.lower(text));
        all.put("upper", (text, _, _) -> TextFunctions.upper(text));
        all.put("field", (text, arguments, _) -> TextFunctions.field(text, arguments));
        all.put("word", (text, arguments, _) -> TextFunctions.word(text, arguments));
        all.put("regsub", (text, arguments, _) -> TextFunctions.substituted(text, arguments));
        all.put("concat", TextFunctions::concatenated);
        all.put("add_item", TextFunctions::withItem);
        all.put("ltrim", (text, arguments, _) -> TextFunctions.trimmed(text, arguments, true));
        all.put("rtrim", (text, arguments, _) -> TextFunctions.trimmed(text, arguments, false));
        all.put("reverse", (text, _, _) -> new StringBuilder(text).reverse().toString());
        all.put("length", (text, _, _) -> String.valueOf(text.length()));
        all.put("cut_crlf", (text, _, _) -> TextFunctions.line(text));
        all.put("host_only", (text, _, _) -> TextFunctions.hostOnly(text));
        all.put("port_only", (text, _, _) -> TextFunctions.portOnly(text));
        all.put("iif", (text, arguments, _) -> arguments.get(text.equals("0") ? 1 : 0));
        all.put("strcmp", TextFunctions::compared);
        all.put("json", (text, arguments, _) -> TextFunctions.json(text, arguments));
        all.put("bytes", BinaryFunctions::part);
        all.put(
                "second-level-domain",
                (text, arguments, state) ->
                        state.headers().isLast(arguments.getFirst())
                                ? RequestState.UNKNOWN
                                : TextFunctions.secondLevel(text));
        all.put("not-empty", (text, _, _) -> text.isEmpty() ? null : text);
        all.put("leading-integer", (text, _, _) -> String.valueOf(Integers.valued(text)));
        all.put(
                "authority",
                (text, rules, _) -> Hosts.isProper(text, !rules.isEmpty()) ? text : null);
        all.put("visible", (text, _, _) -> TextFunctions.isVisible(text) ? text : null);
        all.put("plain-integer", (text, _, _) -> String.valueOf(Integers.plain(text)));
        all.put("address", (text, _, _) -> IpAddress.parse(text) == null ? null : text);
    }

    private static void numbers(Map<String, Function> all) {
        for (String name : new String[] {"add", "sub", "mul", "div", "mod", "and", "or", "xor"}) {
            all.put(
                    name,
                    (text, arguments, state) ->
                            NumberFunctions.of(name, text, arguments.getFirst(), state));
        }
        all.put("drawn", (text, _, _) -> text);
        all.put("neg", (text, _, _) -> NumberFunctions.of(text, number -> -number));
        all.put("cpl", (text, _, _) -> NumberFunctions.of(text, number -> ~number));
        all.put("not", (text, _, _) -> NumberFunctions.of(text, n -> n == 0 ? 1 : 0));
        all.put("bool", (text, _, _) -> NumberFunctions.of(text, n -> n == 0 ? 0 : 1));
        all.put("odd", (text, _, _) -> NumberFunctions.of(text, number -> number & 1));
        all.put("even", (text, _, _) -> NumberFunctions.of(text, number -> ~number & 1));
        all.put("hex2i", (text, _, _) -> NumberFunctions.hexadecimal(text));
        all.put("binary-number", (text, _, _) -> NumberFunctions.binary(text));
        all.put("htonl", (text, _, _) -> NumberFunctions.fourBytes(text));
    }

    private static void binaries(Map<String, Function> all) {
        all.put("hex", (text, _, _) -> Bytes.hex(text));
        all.put("unhex", (text, _, _) -> BinaryFunctions.unhex(text));
        all.put("base64", (text, _, _) -> BinaryFunctions.base64(text, false));
        all.put("ub64enc", (text, _, _) -> BinaryFunctions.base64(text, true));
        all.put("b64dec", (text, _, _) -> BinaryFunctions.unbase64(text, false));
        all.put("ub64dec", (text, _, _) -> BinaryFunctions.unbase64(text, true));
        for (String name : new String[] {"sdbm", "djb2", "wt6", "crc32"}) {
            all.put(
                    name,
                    (text, arguments, _) ->
                            BinaryFunctions.hashed(
                                    name, text, Function.number(arguments, 0, 0) != 0));
        }
        all.put("sha1", (text, _, _) -> BinaryFunctions.digest("SHA-1", text));
        all.put(
                "sha2",
                (text, arguments, _) ->
                        BinaryFunctions.digest("SHA-" + Function.number(arguments, 0, 256), text));
        all.put(
                "digest",
                (text, arguments, _) -> BinaryFunctions.digest(arguments.getFirst(), text));
        all.put("binary-address", (text, _, _) -> BinaryFunctions.address(text));
        all.put("binary", (text, _, _) -> BinaryFunctions.address(text));
        all.put("address-number", (text, _, _) -> BinaryFunctions.addressNumber(text));
        all.put("ip_hash", (text, _, _) -> BinaryFunctions.threeBytes(text));
        all.put("ipmask", (text, arguments, _) -> BinaryFunctions.masked(text, arguments));
    }

    private static void targets(Map<String, Function> all) {
        all.put(
                "url_dec",
                (text, arguments, _) ->
                        TargetFunctions.decoded(text, Function.number(arguments, 0, 0) != 0));
        all.put("url_enc", (text, _, _) -> TargetFunctions.encoded(text));
        all.put("beginning", (text, arguments, _) -> TargetFunctions.beginning(text, arguments));
        all.put(
                "behind",
                (text, arguments, _) -> TargetFunctions.behind(text, arguments.getFirst()));
        all.put(
                "parameter",
                (text, arguments, _) -> Targets.parameter(text, arguments.getFirst(), false));
        all.put("unmerged-path", (text, _, _) -> NormalPaths.unmerged(text));
        all.put("normalize-uri", (text, arguments, _) -> NormalUris.of(text, arguments));
        all.put("append-slash", (text, _, _) -> text.endsWith("/") ? text : text + "/");
        all.put("join-query", (text, _, _) -> TargetFunctions.oneMark(text));
        all.put("escape_path", (text, _, state) -> TargetFunctions.escapedPath(text, state));
        all.put("escape_argument", (text, _, _) -> TargetFunctions.escapedArgument(text));
        all.put("unescape_redirect", (text, _, _) -> TargetFunctions.unescapedRedirect(text));
        all.put("url_authority", (text, _, _) -> TargetFunctions.authority(text));
        all.put(
                "without_dot",
                (text, _, _) -> text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
        all.put(
                "same-authority",
                (text, rules, _) -> TargetFunctions.sameAuthority(text, !rules.isEmpty()));
        all.put(Rewriting.MARKED, (text, _, _) -> "?" + text);
        all.put(Rewriting.GROUP, (text, arguments, _) -> Conversions.group(text, arguments));
        all.put("url_target", (text, _, _) -> TargetFunctions.target(text));
    }
}
