package dev.evenkeel.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All checks there are.
public final class Checks {
    private static final List<Check> ALL =
            List.of(
                    new AffinityWithoutServerIdentity(),
                    new AlgorithmIgnored(),
                    new AlgorithmOverridden(),
                    new ConditionWithoutPattern(),
                    new DefaultMissing(),
                    new DuplicateAffinityIdentity(),
                    new DuplicateListenerAddress(),
                    new DuplicateServerAddress(),
                    new DuplicateServerName(),
                    new HashKeyAbsent(),
                    new HealthCheckNeverRuns(),
                    new LeastConnectionsWithoutSharedState(),
                    new MapNamesMissingPool(),
                    new MissingHealthCheck(),
                    new MissingTimeout(),
                    new OnlyBackupServers(),
                    new OverlappingServerNames(),
                    new PartlyShadowedRule(),
                    new PoolWithoutServers(),
                    new PoolWithoutUsableServers(),
                    new RedirectLoop(),
                    new RequestWithoutDestination(),
                    new RuleAfterFinalAction(),
                    new RuleDeadAfterRewrite(),
                    new UndefinedCondition(),
                    new UndefinedPool(),
                    new UnevenWeightsByAccident(),
                    new UnreachablePool(),
                    new UnreachableRule(),
                    new UnusedCondition(),
                    new UnusedPool(),
                    new WeightZeroEverywhere());

    /// Faults that show while a text is read, so that no check looks for them: they have a page and
    /// can be suppressed like the others.
    private static final List<String> WHILE_READING =
            List.of(
                    "IneffectiveLine",
                    "MissingFile",
                    "Refused",
                    "UnusedSuppression",
                    "VersionDependent");

    private Checks() {}

    public static List<Check> all() {
        return ALL;
    }

    /// Every word that a finding may carry as its check, sorted.
    public static List<String> ids() {
        var ids = new ArrayList<String>();
        for (Check check : ALL) {
            ids.add(check.id());
        }
        for (String name : WHILE_READING) {
            ids.add(id(name));
        }
        ids.sort(null);
        return ids;
    }

    /// The page of a check as Markdown; empty when there is no such check.
    public static Optional<String> page(String id) {
        if (!ids().contains(id)) {
            return Optional.empty();
        }
        String name = className(id) + ".md";
        try (InputStream in = Checks.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no page " + name);
            }
            return Optional.of(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a check finds, in one line: the first paragraph of its page.
    public static Optional<String> summary(String id) {
        return page(id).map(Checks::firstParagraph);
    }

    private static String firstParagraph(String page) {
        int start = page.indexOf("## What\n") + "## What\n".length();
        String text = page.substring(start).strip();
        int end = text.indexOf("\n\n");
        return text.substring(0, end).replace('\n', ' ');
    }

    /// The kebab-case of a class name: `UnusedPool` becomes `unused-pool`.
    static String id(String className) {
        var id = new StringBuilder();
        for (int i = 0; i < className.length(); i++) {
            char c = className.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                id.append(i > 0 ? "-" : "").append((char) (c + ('a' - 'A')));
            } else {
                id.append(c);
            }
        }
        return id.toString();
    }

    /// The class name of an id: `unused-pool` becomes `UnusedPool`.
    static String className(String id) {
        var name = new StringBuilder();
        boolean first = true;
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c == '-') {
                first = true;
            } else {
                name.append(first ? (char) (c - ('a' - 'A')) : c);
                first = false;
            }
        }
        return name.toString();
    }
}
