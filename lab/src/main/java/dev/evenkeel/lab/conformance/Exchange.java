package dev.evenkeel.lab.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// A configuration with one word exchanged for another of its kind: how a value is compared, how a
/// condition is meant, what is answered. Slips of which each is legal and changes a little.
final class Exchange {
    /// Words that can stand in the place of each other, by language.
    private static final Map<String, List<List<String>>> KINDS =
            Map.of(
                    "haproxy",
                    List.of(
                            List.of("if", "unless"),
                            List.of("path", "path_beg", "path_end", "path_sub", "path_dir"),
                            List.of("hdr(host)", "hdr_beg(host)", "hdr_end(host)", "hdr_dom(host)"),
                            List.of("req.hdr(host)", "req.fhdr(host)"),
                            List.of("url_param(id)", "url_param(q)"),
                            List.of("str", "beg", "sub", "end"),
                            List.of("eq", "gt", "lt"),
                            List.of("ge", "le"),
                            List.of("GET", "POST", "HEAD"),
                            List.of("location", "prefix"),
                            List.of("301", "302", "303", "307", "308"),
                            List.of("400", "403", "404", "429", "503"),
                            List.of("-i", "-n"),
                            List.of("deny", "reject", "allow"),
                            List.of("/there", "/here"),
                            List.of("replace-path", "replace-uri"),
                            List.of("set-header", "add-header")),
                    "nginx",
                    List.of(
                            List.of("=", "^~"),
                            List.of("~", "~*"),
                            List.of("301", "302", "303", "307", "308"),
                            List.of("403", "404", "410", "503"),
                            List.of("allow", "deny"),
                            List.of("last;", "break;"),
                            List.of("permanent;", "redirect;"),
                            List.of("/there;", "/here;"),
                            List.of("/;", "/to/;"),
                            List.of("=404;", "=503;"),
                            List.of("$uri", "$request_uri"),
                            List.of("POST;", "GET;")));

    private record Place(int line, int word, List<String> kind) {}

    private Exchange() {}

    /// The text itself when it has no word that is known here.
    static String of(String dialect, String text, Random random) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        var places = new ArrayList<Place>();
        List<List<String>> kinds = Objects.requireNonNull(KINDS.get(dialect));
        for (int line = 0; line < lines.size(); line++) {
            List<String> words = List.of(lines.get(line).split(" ", -1));
            for (int word = 0; word < words.size(); word++) {
                for (List<String> kind : kinds) {
                    if (kind.contains(words.get(word))) {
                        places.add(new Place(line, word, kind));
                    }
                }
            }
        }
        if (places.isEmpty()) {
            return text;
        }
        Place place = places.get(random.nextInt(places.size()));
        String[] words = lines.get(place.line()).split(" ", -1);
        int was = place.kind().indexOf(words[place.word()]);
        int other = 1 + random.nextInt(place.kind().size() - 1);
        words[place.word()] = place.kind().get((was + other) % place.kind().size());
        lines.set(place.line(), String.join(" ", words));
        return String.join("\n", lines);
    }
}
