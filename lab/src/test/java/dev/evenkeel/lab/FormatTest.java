package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;

/// Every Java source looks as google-java-format writes it. `-Dfmt.apply` writes it so.
final class FormatTest {
    private static final JavaFormatterOptions OPTIONS =
            JavaFormatterOptions.builder().style(Style.AOSP).build();

    @Test
    void everySourceIsFormatted() {
        boolean apply = System.getProperty("fmt.apply") != null;
        var unformatted = new ArrayList<Path>();
        for (Path path : Repository.javaSources()) {
            String text = Repository.read(path);
            String formatted = format(path, text);
            if (!formatted.equals(text)) {
                unformatted.add(path);
                if (apply) {
                    Repository.write(path, formatted);
                }
            }
        }
        if (!apply) {
            assertThat(unformatted)
                    .as(
                            "not formatted; mvn -pl lab -am test -Dtest=FormatTest -Dfmt.apply"
                                    + " -Dsurefire.failIfNoSpecifiedTests=false writes them")
                    .isEmpty();
        }
    }

    @Test
    void theFormatterSeesWhatIsWrong() {
        assertThat(format(Path.of("A.java"), "class A { int  a ; }"))
                .isEqualTo("class A {\n    int a;\n}\n");
    }

    private static String format(Path path, String text) {
        try {
            return new Formatter(OPTIONS).formatSourceAndFixImports(text);
        } catch (FormatterException e) {
            throw new AssertionError(path + " cannot be read by the formatter", e);
        }
    }
}
