package dev.evenkeel.cli;

import dev.evenkeel.model.Server;
import dev.evenkeel.text.Source;
import dev.evenkeel.verify.Member;
import dev.evenkeel.verify.PoolClause;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads which servers a pool has: by their names their addresses, or what else is said of them; a
/// list of those that have no names.
final class MembersNotation {
    private static final List<String> KEYS =
            List.of(
                    "address",
                    "connections",
                    "failures",
                    "health",
                    "identity",
                    "pause",
                    "queue",
                    "role",
                    "weight");

    private final YamlFile file;

    MembersNotation(YamlFile file) {
        this.file = file;
    }

    /// Empty when nothing is said.
    Optional<PoolClause> read(@Nullable Node node) {
        if (node == null) {
            return Optional.empty();
        }
        var members = new ArrayList<Member>();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(said -> members.add(member("", said)));
        } else {
            file.mapping(node, "members").forEach((name, said) -> members.add(member(name, said)));
        }
        if (members.isEmpty() && file.isGood()) {
            file.fault(node, "members: needs servers");
        }
        return Optional.of(new PoolClause.Has(members, file.span(node)));
    }

    /// Without a name it needs an address.
    private Member member(String name, Node said) {
        String called = name.isEmpty() ? "a server" : name;
        boolean plain = said instanceof ScalarNode;
        Map<String, Node> values =
                plain ? Map.of("address", said) : file.mapping(said, called, KEYS);
        String address = file.scalar(values.get("address"), "address");
        if (address == null && file.isGood()) {
            file.fault(said, called + ": needs an address");
        }
        String identity = file.scalar(values.get("identity"), "identity");
        return new Member(
                Source.bytes(name),
                address == null ? "" : Source.bytes(address),
                number(values, "weight", 1),
                role(values.get("role")),
                limits(values),
                health(file, values.get("health")),
                identity == null ? "" : Source.bytes(identity));
    }

    private Member.Limits limits(Map<String, Node> values) {
        Double pause = file.value(values.get("pause"), "pause", PoolTestNotation::seconds);
        return new Member.Limits(
                number(values, "connections", 0),
                number(values, "queue", 0),
                Math.max(1, number(values, "failures", 1)),
                pause == null ? Member.Limits.PAUSE : PoolTestNotation.duration(pause));
    }

    private int number(Map<String, Node> values, String key, int usual) {
        Integer number = file.value(values.get(key), key, MembersNotation::number);
        return number == null ? usual : number;
    }

    private static int number(String said, String word) throws CannotAnswer {
        boolean digits = word.length() < 10 && word.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw new CannotAnswer(said + ": must be a number");
        }
        return Integer.parseInt(word);
    }

    private Server.Role role(@Nullable Node node) {
        List<String> words = Arrays.stream(Server.Role.values()).map(Member::word).toList();
        String word = file.word(node, "role", words);
        for (Server.Role role : Server.Role.values()) {
            if (Member.word(role).equals(word)) {
                return role;
            }
        }
        return Server.Role.ACTIVE;
    }

    /// How servers are checked; `null` when nothing is said, or nothing that can be understood.
    static Member.@Nullable Health health(YamlFile file, @Nullable Node node) {
        List<String> words = List.of("active", "passive", "none");
        String word = file.word(node, "health", words);
        return switch (word) {
            case "active" -> Member.Health.ACTIVE;
            case "passive" -> Member.Health.PASSIVE;
            case "none" -> Member.Health.NONE;
            case null, default -> null;
        };
    }
}
