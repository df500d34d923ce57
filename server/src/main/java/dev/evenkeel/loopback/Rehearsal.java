package dev.evenkeel.loopback;

import dev.evenkeel.dialect.Dialects;
import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.loopback.Edits.Changed;
import dev.evenkeel.loopback.Mending.Mended;
import dev.evenkeel.loopback.Places.Door;
import dev.evenkeel.loopback.Stage.NotOpened;
import dev.evenkeel.loopback.Stage.Opened;
import dev.evenkeel.loopback.Stage.Opening;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.routing.Given;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes a configuration run here.
final class Rehearsal {
    /// So many servers, and addresses that are listened on, are stood in for.
    private static final int STAND_INS_MAX = 5000;

    private static final int DOORS_MAX = 1000;

    /// Somebody else may take a port before the program does.
    private static final int ATTEMPTS_MAX = 3;

    /// For addresses that only show when the program names a variable that is missing.
    private static final int SPARE = 20;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*)");

    private final Program program;
    private final Input input;
    private final Given given;
    private final Absent absent;
    private List<Change> changes = List.of();

    Rehearsal(Program program, Input input, Given given, Absent absent) {
        this.program = program;
        this.input = input;
        this.given = given;
        this.absent = absent;
    }

    Opening open() {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return openOnce();
                } catch (RealProxy.Refused refused) {
                    if (!refused.isPortTaken() || attempt == ATTEMPTS_MAX) {
                        return notOpened(Mending.first(String.valueOf(refused.getMessage())));
                    }
                }
            }
        } catch (IOException e) {
            return notOpened(Objects.requireNonNullElse(e.getMessage(), "it cannot be started"));
        }
    }

    private NotOpened notOpened(String why) {
        return new NotOpened(why.lines().findFirst().orElse(""), changes);
    }

    private Opening openOnce() throws IOException {
        // The first time only to see how much is needed.
        var counted = new Places(input.sources(), absent, new Block(0, 0, false));
        rewrite(counted);
        changes = counted.changes;
        if (counted.doors.isEmpty()) {
            return notOpened("nobody listens in it");
        }
        int servers = counted.standIns();
        if (servers > STAND_INS_MAX || counted.ports() > DOORS_MAX) {
            return notOpened(
                    "it has %d servers and listens on %d addresses; at most %d and %d can be stood"
                                    .formatted(servers, counted.ports(), STAND_INS_MAX, DOORS_MAX)
                            + " in for");
        }
        StandIns standIns = StandIns.open(counted.ports(), servers + SPARE, false);
        RealProxy proxy = null;
        try {
            var places = new Places(input.sources(), absent, standIns.block());
            changes = places.changes;
            Mended mended = Mending.of(program, places, environment(), rewrite(places));
            if (mended.refused() != null) {
                throw new RealProxy.Refused(mended.refused());
            }
            Texts texts = withFiles(mended.texts());
            String away = program.dialect().equals("nginx") ? Away.from(texts) : "";
            if (!away.isEmpty()) {
                throw new IOException("it would speak to " + away);
            }
            LoadBalancer model = model(texts, places);
            var rehearsed =
                    new Rehearsed(program, places, texts, model, givenHere(texts), asks(texts));
            proxy = RealProxy.start(program, texts, ports(places, texts));
            return new Opened(new Stage(rehearsed, proxy, standIns));
        } finally {
            if (proxy == null) {
                standIns.close();
            }
        }
    }

    private List<Changed> rewrite(Places places) {
        return program.dialect().equals("haproxy")
                ? HaproxyLoopback.changed(places, input.texts(), program.version())
                : List.of(
                        NginxLoopback.changed(
                                places, input.texts().getFirst(), program.hearsClients()));
    }

    /// The variables that the texts name, as they are given. Nothing else of the environment
    /// reaches the program.
    private Map<String, String> environment() {
        var environment = new HashMap<String, String>();
        for (Source text : input.texts()) {
            Matcher variable = VARIABLE.matcher(text.text());
            while (variable.find()) {
                String value = input.environment().get(variable.group(1));
                if (value != null) {
                    environment.put(variable.group(1), value);
                }
            }
        }
        return environment;
    }

    /// With the files that are said to exist, where the program looks for them here.
    private Texts withFiles(Texts texts) {
        if (given.files().isEmpty() || !program.dialect().equals("nginx")) {
            return texts;
        }
        var files = new HashMap<>(texts.files());
        for (String path : given.files()) {
            String name = path.endsWith("/") ? path + ".there" : path;
            files.putIfAbsent(nowhere(name), "");
        }
        return new Texts(texts.mains(), files, texts.environment());
    }

    private static String nowhere(String path) {
        return NginxLoopback.NOWHERE + (path.startsWith("/") ? "" : "/") + path;
    }

    /// What is known of what runs here: no files but those that were put there.
    private Given givenHere(Texts texts) {
        var files = new HashSet<>(texts.files().keySet());
        given.files().forEach(path -> files.add(nowhere(path)));
        return new Given(given.values(), files, true);
    }

    private static boolean asks(Texts texts) {
        return texts.mains().stream().anyMatch(text -> text.contains("auth_request "))
                || texts.files().values().stream().anyMatch(text -> text.contains("auth_request "));
    }

    /// The model of what runs here. HAProxy is told which of its addresses a request was sent to,
    /// so there it is that of the addresses as they are written.
    private @Nullable LoadBalancer model(Texts texts, Places places) {
        var sources = new ArrayList<Source>();
        for (int i = 0; i < texts.mains().size(); i++) {
            String text = texts.mains().get(i);
            if (program.dialect().equals("haproxy")) {
                for (Door door : places.doors) {
                    text = text.replace("127.0.0.1:" + door.port(), door.address());
                }
            }
            sources.add(Places.source(Texts.name(i), text));
        }
        Reading reading =
                Dialects.named(program.dialect())
                        .orElseThrow()
                        .read(
                                new Input(
                                        sources,
                                        Sources.of(texts.files()),
                                        program.version(),
                                        texts.environment()));
        return reading.isRefused() ? null : reading.balancer();
    }

    /// The ports on which the program listens.
    private static Set<Integer> ports(Places places, Texts texts) {
        var ports = new HashSet<Integer>();
        for (Door door : places.doors) {
            String address = "127.0.0.1:" + door.port();
            boolean stands = false;
            for (String text : texts.mains()) {
                stands |= text.contains(address);
            }
            for (String text : texts.files().values()) {
                stands |= text.contains(address);
            }
            if (stands) {
                ports.add(door.port());
            }
        }
        return ports;
    }
}
