package dev.evenkeel.loopback;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.loopback.Places.Seat;
import dev.evenkeel.loopback.Seen.Arrived;
import dev.evenkeel.loopback.StandIns.Received;
import dev.evenkeel.loopback.Wire.Way;
import dev.evenkeel.model.Endpoint;
import dev.evenkeel.model.Listener;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Protocol;
import dev.evenkeel.model.Request;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.routing.Given;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

/// A real program that runs with a configuration, changed so that it listens on the loopback
/// network and its servers are stand-ins. It answers requests one after the other, each over a
/// connection of its own and with the state of the pools carried along. Closing it ends the program
/// and removes all its files. Not thread-safe; several may be open at once.
public final class Stage implements AutoCloseable {
    /// What becomes of an attempt to open one.
    public sealed interface Opening {}

    public record Opened(Stage stage) implements Opening {}

    /// The program does not run with this configuration here; `why` says so in one line, and
    /// `changes` are those made until then.
    public record NotOpened(String why, List<Change> changes) implements Opening {
        public NotOpened {
            changes = List.copyOf(changes);
        }
    }

    /// An address of a redirect with a port.
    private static final Pattern WITH_PORT = Pattern.compile("(https?)://([^/]*):(\\d+)(.*)");

    private final Rehearsed rehearsed;
    private final RealProxy proxy;
    private final StandIns standIns;
    private final Wire wire = new Wire();
    private final Map<String, Seat> seats;
    private final @Nullable Predictor predictor;

    Stage(Rehearsed rehearsed, RealProxy proxy, StandIns standIns) {
        this.rehearsed = rehearsed;
        this.proxy = proxy;
        this.standIns = standIns;
        this.seats = rehearsed.places().seats();
        LoadBalancer model = rehearsed.model();
        this.predictor = model == null ? null : Predictor.of(model, rehearsed.given());
    }

    /// Opens a stage for a configuration. `given` says which files exist, and what is known of what
    /// is not modelled. Whatever goes wrong, nothing stays behind.
    public static Opening open(Program program, Input input, Given given) {
        return open(program, input, given, Absent.EMPTY);
    }

    /// The same, where something else than nothing stands in for files that are not there.
    public static Opening open(Program program, Input input, Given given, Absent absent) {
        return new Rehearsal(program, input, given, absent).open();
    }

    /// What was changed in the configuration, in the order of its texts.
    public List<Change> changes() {
        return List.copyOf(rehearsed.places().changes);
    }

    /// The texts that the program runs with.
    public Texts texts() {
        return rehearsed.texts();
    }

    /// The model of what the program runs with; `null` when Evenkeel would refuse that.
    public @Nullable LoadBalancer model() {
        return rehearsed.model();
    }

    /// The listener in [#model] that stands for one of the configuration as it is written; `null`
    /// when there is none.
    public @Nullable Listener running(Listener written) {
        for (Endpoint endpoint : written.endpoints()) {
            Places.Door door = Approach.door(rehearsed.places().doors, written, endpoint);
            Listener running = door == null ? null : rehearsed.listener(written, door.port());
            if (running != null) {
                return running;
            }
        }
        return null;
    }

    /// Sends a request to a listener of the configuration as it is written.
    public Answered answer(Listener listener, Request request) {
        Approach approach =
                Approach.of(rehearsed.program(), rehearsed.places().doors, listener, request);
        return switch (approach) {
            case Approach.Shut(String why) -> new Answered.Unasked(why);
            case Approach.Open open -> answer(listener, open);
        };
    }

    private Answered answer(Listener listener, Approach.Open open) {
        standIns.take();
        int connections = standIns.connections();
        Answer answer;
        try {
            answer = answer(open);
            if (listener.handling().protocol() == Protocol.TCP) {
                standIns.awaitConnections(connections);
            }
        } catch (SocketTimeoutException silent) {
            return new Answered.Unasked(rehearsed.program() + " gave no answer in time");
        } catch (IOException | IllegalArgumentException e) {
            return new Answered.Unasked(
                    Objects.requireNonNullElse(e.getMessage(), "it cannot be sent"));
        }
        var observed = new Observed(answer, standIns.take());
        Prediction predicted = predicted(listener, open);
        Verdict agreement =
                predicted == null
                        ? new Verdict.Open("Evenkeel would refuse what runs here")
                        : Agreement.of(predicted, observed, rehearsed.asksOthers());
        String location = Objects.requireNonNullElse(answer.header("Location"), "");
        return new Seen(
                arrived(observed.received()),
                answer.status(),
                location(location, open),
                answer.headers(),
                predicted,
                agreement);
    }

    /// Who ends a connection instead of answering has answered too.
    private Answer answer(Approach.Open open) throws IOException {
        try {
            return wire.send(new Call(open.request(), true), open.way());
        } catch (SSLException | SocketException ended) {
            return Answer.NONE;
        }
    }

    private @Nullable Prediction predicted(Listener listener, Approach.Open open) {
        Predictor here = predictor;
        Listener same = rehearsed.listener(listener, open.way().port());
        return here == null || same == null ? null : here.predict(same, open.request(), false);
    }

    /// The last who received something: others were only asked whether it is allowed.
    private @Nullable Arrived arrived(List<Received> received) {
        if (received.isEmpty()) {
            return null;
        }
        Received last = received.getLast();
        Seat seat = seats.get(last.address());
        if (seat == null) {
            throw new IllegalStateException("nobody sits at " + last.address());
        }
        return new Arrived(seat.pool(), seat.server(), Heads.request(last, seat));
    }

    /// The address of a redirect, with the port that the configuration listens on.
    private static String location(String location, Approach.Open open) {
        Matcher parts = WITH_PORT.matcher(location);
        Way way = open.way();
        if (!parts.matches() || !parts.group(3).equals(String.valueOf(way.port()))) {
            return location;
        }
        Endpoint endpoint = open.endpoint();
        int usual = parts.group(1).equals("https") ? 443 : 80;
        int port = endpoint.portFirst();
        String shown = port == usual || port == 0 ? "" : ":" + port;
        return parts.group(1) + "://" + parts.group(2) + shown + parts.group(4);
    }

    @Override
    public void close() throws IOException {
        try (proxy;
                standIns) {
            wire.close();
        }
    }
}
