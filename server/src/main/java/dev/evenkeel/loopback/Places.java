package dev.evenkeel.loopback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.evenkeel.loopback.Edits.Changed;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;
import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What one configuration needs around it: a port for each address it listens on, a stand-in for
/// each server, and the files it names; and what was changed.
final class Places {
    /// An address that is listened on, where it is written, and the port that stands for it.
    record Door(Span place, String address, int port) {}

    /// A server as the configuration names it, and its stand-in.
    record Seat(String pool, String server, String address) {}

    private static final String CERTIFICATE = "certificate.pem";

    private final Sources sources;
    private final Absent absent;
    private final Block block;
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, Seat> seats = new HashMap<>();
    private final Map<String, String> known = new HashMap<>();
    final List<Door> doors = new ArrayList<>();
    final List<Change> changes = new ArrayList<>();

    /// The files that are put beside the configuration, by name; those that were changed also by
    /// what they were made from.
    final Map<String, String> files = new TreeMap<>();

    final Map<String, Changed> included = new HashMap<>();

    Places(Sources sources, Absent absent, Block block) {
        this.sources = sources;
        this.absent = absent;
        this.block = block;
    }

    /// How many ports are needed in front of stand-ins.
    int ports() {
        return ports.size();
    }

    /// How many stand-ins are needed.
    int standIns() {
        return seats.size();
    }

    /// The loopback address that stands for an address which is listened on. `place` is where that
    /// is written.
    String door(String address, Span place) {
        int port = ports.computeIfAbsent(address, _ -> block.door(ports.size()));
        doors.add(new Door(place, address, port));
        return "127.0.0.1:" + port;
    }

    /// The address of the stand-in for a server.
    String server(String pool, String server) {
        return seats.computeIfAbsent(
                        pool + "\n" + server,
                        _ -> new Seat(pool, server, block.address(seats.size())))
                .address();
    }

    /// The servers by the addresses of their stand-ins.
    Map<String, Seat> seats() {
        var byAddress = new HashMap<String, Seat>();
        seats.values().forEach(seat -> byAddress.put(seat.address(), seat));
        return byAddress;
    }

    /// The file with a certificate and its key.
    String certificate() {
        files.computeIfAbsent(CERTIFICATE, _ -> Certificate.pem());
        return CERTIFICATE;
    }

    boolean exists(String path) {
        return sources.read(path) instanceof Sources.Found;
    }

    /// The name of a file that stands for `path`: the real text where there is one, else what
    /// stands in for it, which is told.
    String file(String path, String use, List<String> pools, Span place) {
        String name = known.get(path);
        if (name == null) {
            name = "files/" + known.size();
            known.put(path, name);
            if (sources.read(path) instanceof Sources.Found(Source found)) {
                files.put(name, found.text());
            } else {
                files.put(name, absent.text(use, pools));
                changes.add(new Change(place, name, "a file that is not there", true));
            }
        }
        return name;
    }

    /// Puts down an included text under a new name.
    String put(Changed text) {
        String name = "files/" + known.size();
        known.put("\n" + name, name);
        files.put(name, text.text());
        included.put(name, text);
        return name;
    }

    /// The texts that a pattern stands for, by name; empty when there are none or one of them
    /// cannot be read.
    List<Source> match(String pattern) {
        var found = new ArrayList<Source>();
        for (String path : sources.match(pattern)) {
            if (sources.read(path) instanceof Sources.Found(Source source)) {
                found.add(source);
            }
        }
        return found;
    }

    static Source source(String name, String text) {
        return Source.of(name, text.getBytes(ISO_8859_1));
    }
}
