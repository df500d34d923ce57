package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Dialect;
import dev.evenkeel.dialect.Dialects;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/// The generated pages are what would be generated now. `-Dgolden.accept` writes them.
final class PagesFreshTest {
    @TestFactory
    Stream<DynamicTest> thePageIsFresh() {
        return Dialects.all().stream()
                .map(dialect ->
                        DynamicTest.dynamicTest(
                                RestPage.path(dialect).toString(), () -> isFresh(dialect)));
    }

    private static void isFresh(Dialect dialect) {
        String generated = RestPage.text(dialect);
        if (System.getProperty("golden.accept") != null) {
            Repository.write(RestPage.path(dialect), generated);
        }
        assertThat(Repository.root().resolve(RestPage.path(dialect))).exists();
        assertThat(Repository.read(RestPage.path(dialect)))
                .as(
                        "stale; mvn -pl lab -am test -Dtest=PagesFreshTest -Dgolden.accept"
                                + " -Dsurefire.failIfNoSpecifiedTests=false writes it")
                .isEqualTo(generated);
    }
}
