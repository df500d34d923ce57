package dev.evenkeel.dialect.nginx;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What may stand in the blocks of `map`, `split_clients` and `geo`.
final class NginxEntryRules {
    private final NginxProblems problems;

    NginxEntryRules(NginxProblems problems) {
        this.problems = problems;
    }

    void check(NginxDirective block) {
        var seen = new HashSet<String>();
        for (NginxDirective entry : block.block()) {
            if (NginxPlaceholders.isFilledInLater(entry.name())) {
                continue;
            }
            if (entry.hasBlock()) {
                problems.refuse(
                        entry, "unexpected \"{\"", "\"" + block.name() + "\" has no blocks");
                continue;
            }
            switch (block.name()) {
                case "map" -> map(entry, seen);
                case "geo" -> geo(entry, seen);
                default -> share(entry);
            }
        }
        if (block.is("split_clients")) {
            total(block);
        }
    }

    private void map(NginxDirective entry, Set<String> seen) {
        String key = entry.name();
        if (entry.arguments() == 0 && (key.equals("hostnames") || key.equals("volatile"))) {
            return;
        }
        if (entry.arguments() != 1) {
            problems.refuse(
                    entry,
                    "invalid number of the map parameters",
                    "an entry is a value and what it becomes; a \";\" or quotes may be missing");
            return;
        }
        if (key.equals("default")) {
            if (!seen.add("")) {
                problems.refuse(entry, "duplicate default map parameter", "keep one of them");
            }
            return;
        }
        if (key.startsWith("~")) {
            String fault = NginxDirectiveRules.regex(key.substring(key.startsWith("~*") ? 2 : 1));
            if (fault != null) {
                problems.refuse(entry, fault, "");
            }
            return;
        }
        String plain = key.startsWith("\\") ? key.substring(1) : key;
        if (!seen.add("=" + plain.toLowerCase(Locale.ROOT))) {
            problems.refuse(
                    entry,
                    "conflicting parameter " + Shown.of(plain),
                    "the same value stands in this map before; keep one of them");
        }
    }

    private void share(NginxDirective entry) {
        String percent = entry.name();
        if (!percent.equals("*") && hundredths(percent) <= 0) {
            problems.refuse(
                    entry,
                    "invalid percent value " + Shown.of(percent),
                    "write 0.01% to 100%, or * for the rest");
        }
    }

    private void total(NginxDirective block) {
        long sum = 0;
        for (NginxDirective entry : block.block()) {
            sum += Math.max(0, hundredths(entry.name()));
        }
        if (sum > 10_000) {
            problems.refuse(
                    block.closing(),
                    "percent total is greater than 100%",
                    "the shares add up to " + sum / 100 + "." + sum % 100 + "%");
        }
    }

    /// A percentage with up to two decimals, in hundredths; -1 when it is none.
    static long hundredths(String percent) {
        if (!percent.endsWith("%")) {
            return -1;
        }
        int dot = percent.indexOf('.');
        int end = percent.length() - 1;
        String whole = percent.substring(0, dot < 0 ? end : dot);
        String part = dot < 0 ? "" : percent.substring(dot + 1, end);
        if (part.length() > 2 || whole.length() + part.length() == 0) {
            return -1;
        }
        return NginxQuantity.number(whole + (part + "00").substring(0, 2));
    }

    private void geo(NginxDirective entry, Set<String> seen) {
        String key = entry.name();
        if (entry.arguments() == 0) {
            if (key.equals("ranges") && !seen.isEmpty()) {
                problems.refuse(
                        entry,
                        "the \"ranges\" directive must be the first directive inside \"geo\" block",
                        "");
            }
            if (List.of("ranges", "proxy_recursive", "volatile").contains(key)) {
                seen.add(key);
                return;
            }
        }
        boolean ranges = seen.contains("ranges");
        seen.add("entry");
        if (entry.arguments() != 1) {
            problems.refuse(entry, "invalid number of the geo parameters", "");
            return;
        }
        String network =
                List.of("delete", "network", "proxy").contains(key) ? entry.argument(0) : key;
        if (network.equals("default")) {
            return;
        }
        boolean valid = (ranges && !key.equals("proxy")) ? isRange(network) : isNetwork(network);
        if (!valid) {
            problems.refuse(
                    entry, "invalid " + (ranges ? "range " : "network ") + Shown.of(network), "");
        }
    }

    private static boolean isNetwork(String text) {
        return NginxNetwork.isNetwork(text) || text.equals("unix:");
    }

    private static boolean isRange(String text) {
        int dash = text.indexOf('-');
        return dash > 0
                && NginxNetwork.isAddressV4(text.substring(0, dash))
                && NginxNetwork.isAddressV4(text.substring(dash + 1));
    }
}
