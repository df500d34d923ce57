package dev.evenkeel.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

final class NearNamesTest {
    @Test
    void findsALetterTooManyTooFewWrongOrExchanged() {
        for (String slip : List.of("backnd", "backeend", "backemd", "bakcend", "ackend")) {
            assertThat(near("backend").near(slip)).as(slip).isEqualTo("backend");
        }
    }

    @Test
    void doesNotFindTheNameItselfNorOneThatIsTwoSlipsAway() {
        for (String name : List.of("backend", "BACKEND", "bacend2", "frontend", "bknd", "")) {
            assertThat(near("backend").near(name)).as(name).isNull();
        }
    }

    @Test
    void takesNumbersForWhatTheyAre() {
        assertThat(near("web1").near("web2")).isNull();
        assertThat(near("web").near("web2")).isNull();
        assertThat(near("web12").near("web21")).isNull();
    }

    @Test
    void findsNothingForNamesThatNobodyTypes() {
        assertThat(near("a".repeat(65)).near("a".repeat(64))).isNull();
    }

    private static NearNames near(String name) {
        var names = new NearNames();
        names.add(name);
        return names;
    }
}
