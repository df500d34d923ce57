package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A configuration that somebody really uses, and what the real program said about it: `verdict`
/// and `detail` are the columns `load_check` and `load_detail` of the corpus' manifest.
public record Specimen(String kind, String name, Path file, String verdict, String detail) {
    private static final Set<String> KINDS =
            Set.of(
                    "haproxy",
                    "haproxy-extracted",
                    "haproxy-vtc-extracted",
                    "nginx",
                    "nginx-gixy",
                    "nginx-tests-extracted");

    private static final Pattern HAPROXY_LINE = Pattern.compile("parsing \\[:(\\d+)]");

    private static final Pattern NGINX_LINE = Pattern.compile(" in __x\\.conf:(\\d+)");

    private static final Pattern PORT = Pattern.compile("%%PORT_(\\d+)(?:_UDP)?%%");

    private static final Pattern GAP = Pattern.compile("%%[A-Z_]+%%");

    /// Every configuration of the two languages that the manifest in the folder lists.
    public static List<Specimen> in(Path corpus) {
        var found = new ArrayList<Specimen>();
        try {
            for (String line : Files.readAllLines(corpus.resolve("MANIFEST.tsv"), ISO_8859_1)) {
                String[] cells = line.split("\t", -1);
                if (KINDS.contains(cells[0])) {
                    String name = cells[11].strip();
                    Path file = corpus.resolve(name);
                    found.add(new Specimen(cells[0], name, file, cells[7], cells[8]));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    public String dialect() {
        return kind.startsWith("haproxy") ? "haproxy" : "nginx";
    }

    /// The version of the real program that judged.
    Version judge() {
        return dialect().equals("haproxy") ? Version.of(2, 6) : Version.of(1, 22);
    }

    public boolean isAccepted() {
        return verdict.equals("ok") || verdict.equals("warnings");
    }

    /// Refused for what it says, not for what its machine lacked.
    public boolean isWrong() {
        return verdict.equals("error-real");
    }

    /// Not a configuration yet: something fills in the gaps first.
    public boolean isTemplate() {
        return verdict.equals("error-template");
    }

    /// The lines that the real program named; empty when they stand in another file.
    List<Integer> guiltyLines(Source source) {
        var lines = new ArrayList<Integer>();
        boolean cut = detail.startsWith("no-eol");
        if (cut) {
            lines.add(source.lines());
        }
        if (!cut || detail.contains("error-syntax-removed-version")) {
            Pattern pattern = dialect().equals("haproxy") ? HAPROXY_LINE : NGINX_LINE;
            Matcher found = pattern.matcher(detail);
            while (found.find()) {
                lines.add(Integer.valueOf(found.group(1)));
            }
        }
        return lines;
    }

    /// The text as the real program got it: the gaps that test programs fill are filled.
    public Source source() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!kind.equals("nginx-tests-extracted")) {
                return Source.of(name, bytes);
            }
            String text = new String(bytes, ISO_8859_1);
            String filled = PORT.matcher(text).replaceAll("$1");
            return Source.of(name, GAP.matcher(filled).replaceAll("").getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
