package dev.evenkeel.lab;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callConstructorWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The order of the packages, and what core must never touch.
final class ArchitectureTest {
    /// Each package may use those of a smaller number, and itself.
    private static final Map<String, Integer> ORDER =
            Map.ofEntries(
                    Map.entry("text", 0),
                    Map.entry("language", 1),
                    Map.entry("model", 1),
                    Map.entry("hash", 1),
                    Map.entry("dialect", 2),
                    Map.entry("routing", 2),
                    Map.entry("balance", 2),
                    Map.entry("log", 2),
                    Map.entry("check", 3),
                    Map.entry("predict", 3),
                    Map.entry("replay", 4),
                    Map.entry("detect", 4),
                    Map.entry("verify", 4),
                    Map.entry("rollout", 5),
                    Map.entry("watch", 6),
                    Map.entry("report", 7),
                    Map.entry("store", 8),
                    Map.entry("server", 9),
                    Map.entry("loopback", 9),
                    Map.entry("cli", 10));

    private static final List<String> VENDOR_WORDS =
            List.of("frontend", "backend", "upstream", "vhost", "cluster");

    private static final Set<String> OUTSIDE_CORE =
            Set.of("store", "server", "loopback", "cli", "lab");

    private static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.evenkeel");

    private static final JavaClasses CORE =
            ALL.that(describe("core", type -> !OUTSIDE_CORE.contains(room(type))));

    @Test
    void packagesUseOnlyWhatStandsToTheirLeft() {
        classes().should(useOnlyWhatStandsToTheirLeft()).check(ALL);
    }

    @Test
    void nothingGoesInCircles() {
        slices().matching("dev.evenkeel.(*)..").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void dialectsDoNotKnowEachOther() {
        slices().matching("dev.evenkeel.dialect.(*)..").should().notDependOnEachOther().check(ALL);
    }

    @Test
    void coreTouchesNoFilesSocketsOrThreads() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("files, sockets, threads", ArchitectureTest::isWorld))
                .check(CORE);
    }

    @Test
    void coreKnowsNoClockNoConsoleAndNoChance() {
        noClasses()
                .should()
                .accessTargetWhere(describe("the clock or the console", ArchitectureTest::isNow))
                .orShould(
                        callConstructorWhere(
                                describe(
                                        "without a seed",
                                        (JavaConstructorCall call) ->
                                                call.getTargetOwner()
                                                                .isEquivalentTo(
                                                                        java.util.Random.class)
                                                        && call.getTarget()
                                                                .getRawParameterTypes()
                                                                .isEmpty())))
                .check(CORE);
    }

    @Test
    void onlyReportsWriteJson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.evenkeel.report..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson.databind..")
                .check(CORE);
    }

    @Test
    void vendorWordsStayInTheirDialects() {
        classes().should(haveNoVendorWords()).check(neutral());
    }

    @Test
    void theRulesSeeClasses() {
        assertThat(CORE.size()).isGreaterThan(40);
        assertThat(neutral().size()).isGreaterThan(30);
    }

    private static JavaClasses neutral() {
        return CORE.that(
                describe(
                        "neutral",
                        type ->
                                !type.getPackageName().startsWith("dev.evenkeel.dialect.")
                                        && !(room(type).equals("balance")
                                                && carriesItsMaker(type))));
    }

    private static boolean carriesItsMaker(JavaClass type) {
        String name = type.getSimpleName();
        return name.startsWith("Haproxy") || name.startsWith("Nginx") || name.startsWith("Envoy");
    }

    /// The part of a package name behind `dev.evenkeel`.
    private static String room(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 2 ? parts[2] : "";
    }

    private static boolean isWorld(JavaClass type) {
        String name = type.getName();
        String home = type.getPackageName();
        return home.startsWith("java.nio.file")
                || home.startsWith("java.nio.channels")
                || home.startsWith("java.util.concurrent")
                || home.startsWith("java.util.logging")
                || home.startsWith("java.lang.reflect")
                || home.startsWith("java.sql")
                || home.startsWith("java.net")
                || home.startsWith("javax.net")
                || name.startsWith("java.io.File")
                || name.equals("java.io.RandomAccessFile")
                || name.equals("java.lang.Thread")
                || name.equals("java.lang.ThreadLocal")
                || name.equals("java.lang.Process")
                || name.equals("java.lang.ProcessBuilder")
                || name.equals("java.time.Clock")
                || name.equals("java.security.SecureRandom")
                || name.equals("java.util.Timer");
    }

    private static boolean isNow(JavaAccess<?> access) {
        String name = access.getName();
        return switch (access.getTargetOwner().getName()) {
            case "java.lang.System" ->
                    !name.equals("arraycopy") && !name.equals("identityHashCode");
            case "java.lang.Math" -> name.equals("random");
            case "java.lang.Runtime" -> true;
            case "java.util.UUID" -> name.equals("randomUUID");
            default ->
                    access.getTargetOwner().getPackageName().equals("java.time")
                            && name.equals("now");
        };
    }

    private static ArchCondition<JavaClass> useOnlyWhatStandsToTheirLeft() {
        return new ArchCondition<>("use only what stands to their left") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    String from = room(type);
                    String to = room(dependency.getTargetClass());
                    boolean ours =
                            dependency.getTargetClass().getName().startsWith("dev.evenkeel.");
                    if (ours && !from.equals(to) && rank(to) >= rank(from)) {
                        events.add(
                                SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    /// Lab sees all; a package that is not in the order has no place yet.
    private static int rank(String room) {
        if (room.equals("lab")) {
            return 100;
        }
        Integer rank = ORDER.get(room);
        if (rank == null) {
            throw new AssertionError("package " + room + " has no place in the order");
        }
        return rank;
    }

    private static ArchCondition<JavaClass> haveNoVendorWords() {
        return new ArchCondition<>("speak of listeners, rules, pools and servers") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                hold(type, type.getSimpleName(), events);
                for (JavaMember member : type.getMembers()) {
                    hold(type, member.getName(), events);
                }
            }

            private void hold(JavaClass type, String name, ConditionEvents events) {
                for (String word : VENDOR_WORDS) {
                    if (name.toLowerCase(Locale.ROOT).contains(word)) {
                        events.add(
                                SimpleConditionEvent.violated(
                                        type,
                                        type.getName() + ": " + name + " is a vendor's word"));
                    }
                }
            }
        };
    }
}
