package dev.evenkeel.lab;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What somebody may hand to `evenkeel check`, by accident or on purpose: `arguments` behind
/// `check`.
record HostileInput(String name, List<String> arguments) {
    private static final int TEN_MEGABYTES = 10_000_000;

    private static final List<String> LANGUAGES = List.of("haproxy", "nginx");

    HostileInput {
        arguments = List.copyOf(arguments);
    }

    /// All of them, written into a folder.
    static List<HostileInput> in(Path folder) throws IOException {
        var all = new ArrayList<HostileInput>();
        for (String language : LANGUAGES) {
            for (String piece :
                    List.of("{", "}", "{}", "a{", "'", "\"", "\\", "a ", "$", "\n", "(")) {
                String name = "ten megabytes of " + readable(piece) + " as " + language;
                String text = piece.repeat(TEN_MEGABYTES / piece.length());
                all.add(file(folder, name, language, text));
            }
            all.add(file(folder, "random bytes as " + language, language, random()));
            all.add(file(folder, "nothing as " + language, language, ""));
            all.add(file(folder, "nul bytes as " + language, language, "\0".repeat(1_000_000)));
            all.add(
                    new HostileInput(
                            "/dev/zero as " + language, List.of("--as", language, "/dev/zero")));
            all.add(
                    new HostileInput(
                            "a folder as " + language,
                            List.of("--as", language, folder.toString())));
            all.add(
                    new HostileInput(
                            "no file as " + language, List.of("--as", language, folder + "/none")));
        }
        all.add(new HostileInput("/dev/zero", List.of("/dev/zero")));
        all.add(new HostileInput("a folder", List.of(folder.toString())));
        nginx(folder, all);
        haproxy(folder, all);
        return all;
    }

    private static void nginx(Path folder, List<HostileInput> all) throws IOException {
        all.add(file(folder, "deep blocks", "nginx", "http { " + "server { ".repeat(1_000_000)));
        all.add(file(folder, "deep locations", "nginx", "location / { ".repeat(100_000)));
        all.add(file(folder, "deep variables", "nginx", "set $a " + "${a".repeat(300_000) + ";"));
        all.add(file(folder, "many groups", "nginx", "location ~ " + "(".repeat(9_000) + " { }"));
        all.add(file(folder, "includes itself", "nginx", "include includes-itself;"));
        all.add(file(folder, "open lua block", "nginx", "a_by_lua_block {" + "[[".repeat(500_000)));
        int levels = 40;
        for (int i = levels; i > 0; i--) {
            String next = "include doubles-" + (i - 1) + "; include doubles-" + (i - 1) + ";";
            Files.writeString(folder.resolve("doubles-" + i), next);
        }
        Files.writeString(folder.resolve("doubles-0"), "events { }");
        all.add(
                new HostileInput(
                        "includes that double",
                        List.of("--as", "nginx", folder.resolve("doubles-" + levels).toString())));
        all.add(file(folder, "one huge list", "nginx", "server_name" + " a".repeat(400_000) + ";"));
    }

    private static void haproxy(Path folder, List<HostileInput> all) throws IOException {
        String head = "frontend f\n bind :80\n";
        all.add(file(folder, "deep .if", "haproxy", ".if 1\n".repeat(500_000)));
        all.add(
                file(
                        folder,
                        "deep converters",
                        "haproxy",
                        head + " acl a str(" + "str(".repeat(200_000)));
        all.add(
                file(
                        folder,
                        "deep formats",
                        "haproxy",
                        head + " http-request set-header a " + "%[str(".repeat(200_000) + "\n"));
        all.add(
                file(
                        folder,
                        "deep predicates",
                        "haproxy",
                        ".if " + "!(".repeat(200_000) + "\n.endif\n"));
        all.add(
                file(
                        folder,
                        "deep conditions",
                        "haproxy",
                        head + " use_backend b if" + " {".repeat(200_000) + "\n"));
        all.add(
                file(
                        folder,
                        "one name many times",
                        "haproxy",
                        head + " acl a path /\n".repeat(100_000)));
        all.add(
                file(
                        folder,
                        "many names",
                        "haproxy",
                        head + " use_backend b if nosuch\n".repeat(100_000)));
        all.add(
                file(
                        folder,
                        "many sections",
                        "haproxy",
                        "defaults a from a\nlisten a\n".repeat(50_000)));
        all.add(
                file(
                        folder,
                        "one long variable",
                        "haproxy",
                        "global\n setenv A \"" + "${A}".repeat(90_000)));
        all.add(
                file(
                        folder,
                        "huge template",
                        "haproxy",
                        "backend b\n server-template s 1-9999999 a:80\n"));
        all.add(
                file(
                        folder,
                        "huge port range",
                        "haproxy",
                        "frontend f\n bind :1-65535\n".repeat(500)));
    }

    private static HostileInput file(Path folder, String name, String language, String text)
            throws IOException {
        String fileName = name.replaceAll("[^A-Za-z0-9.]", "-");
        Path file = folder.resolve(fileName);
        if (Files.exists(file)) {
            file = folder.resolve(fileName + text.length() + (int) text.charAt(0));
        }
        Files.write(file, text.getBytes(ISO_8859_1));
        return new HostileInput(name, List.of("--as", language, file.toString()));
    }

    private static String readable(String piece) {
        return piece.equals("\n") ? "line feeds" : piece;
    }

    private static String random() {
        var bytes = new byte[1_000_000];
        new Random(1).nextBytes(bytes);
        return new String(bytes, ISO_8859_1);
    }
}
