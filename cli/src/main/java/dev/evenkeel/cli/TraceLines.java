package dev.evenkeel.cli;

import dev.evenkeel.predict.Asked;
import dev.evenkeel.predict.ListenerChoice;
import dev.evenkeel.predict.Listeners;
import dev.evenkeel.predict.Prediction;
import dev.evenkeel.predict.Predictor;
import dev.evenkeel.predict.Traced;
import dev.evenkeel.report.JsonBytes;
import dev.evenkeel.report.RequestReader;
import dev.evenkeel.report.RequestReader.BadRequest;
import dev.evenkeel.report.TraceJson;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.text.Source;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Answers requests line by line as they come, in constant memory.
final class TraceLines {
    private static final int LINE_MAX = 1 << 20;

    /// So much is read at a time: what a pipe holds.
    private static final int READ_BYTES = 1 << 16;

    /// From so much on it is written: half a pipe, so that whoever reads has the one half while the
    /// other is filled.
    private static final int WRITTEN_BYTES = READ_BYTES / 2;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGHEST_BITS = LOWEST_BITS << 7;

    private final Surroundings surroundings;
    private final Listeners listeners;
    private final Predictor predictor;
    private final TraceJson json;
    private final boolean everyStep;
    private final JsonBytes answers = new JsonBytes();
    private String name = "";
    private long line;
    private boolean good = true;

    /// Nobody reads the answers any more, as behind `| head`.
    private boolean isUnheard;

    TraceLines(
            Surroundings surroundings,
            Listeners listeners,
            Predictor predictor,
            TraceJson json,
            boolean everyStep) {
        this.surroundings = surroundings;
        this.listeners = listeners;
        this.predictor = predictor;
        this.json = json;
        this.everyStep = everyStep;
    }

    /// Answers all of a file (`-`: of the input). A line that cannot be answered is told on stderr,
    /// and the others are answered.
    ExitStatus answer(String file, Asked defaults) throws CannotAnswer {
        name = file.equals("-") ? "input" : file;
        var reader = new RequestReader(defaults);
        try (InputStream in = open(file)) {
            lines(in, reader);
        } catch (IOException e) {
            flush();
            throw new CannotAnswer(name + " cannot be read: " + e.getMessage());
        }
        flush();
        return good && !isUnheard ? ExitStatus.GOOD : ExitStatus.NO_ANSWER;
    }

    private InputStream open(String file) throws CannotAnswer {
        if (file.equals("-")) {
            return surroundings.in();
        }
        Path path = surroundings.directory().resolve(Paths.of(file));
        try {
            if (Files.isDirectory(path)) {
                throw new CannotAnswer(file + " is a directory");
            }
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw new CannotAnswer(file + " does not exist");
        } catch (AccessDeniedException e) {
            throw new CannotAnswer(file + " cannot be read: permission denied");
        } catch (IOException e) {
            throw new CannotAnswer(file + " cannot be read: " + e.getMessage());
        }
    }

    private void lines(InputStream in, RequestReader reader) throws IOException {
        byte[] buffer = new byte[READ_BYTES];
        int filled = 0;
        while (true) {
            int count = in.read(buffer, filled, buffer.length - filled);
            int end = filled + Math.max(count, 0);
            int start = 0;
            int lineEnd = lineEnd(buffer, filled, end);
            while (lineEnd < end) {
                line(reader, buffer, start, lineEnd);
                start = lineEnd + 1;
                lineEnd = lineEnd(buffer, start, end);
            }
            if (isUnheard) {
                return;
            }
            if (count < 0) {
                if (end > start) {
                    line(reader, buffer, start, end);
                }
                return;
            }
            filled = end - start;
            System.arraycopy(buffer, start, buffer, 0, filled);
            if (filled == LINE_MAX) {
                line++;
                complain("is longer than " + (LINE_MAX >> 20) + " MiB");
                if (!skip(in)) {
                    return;
                }
                filled = 0;
            } else if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * filled);
            }
            // Whoever sends requests one by one waits for each answer.
            if (in.available() == 0) {
                flush();
            }
        }
    }

    /// Where the first line end stands from `from` on; `end` when none does. Looks at eight bytes
    /// at a time: those that are a line end are 0 in `other`, and a borrow shows the first of them.
    private static int lineEnd(byte[] bytes, int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long other = (long) WORDS.get(bytes, at) ^ '\n' * LOWEST_BITS;
            long ends = (other - LOWEST_BITS) & ~other & HIGHEST_BITS;
            if (ends != 0) {
                return at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            }
        }
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /// Skips the rest of a line; `false` when nothing follows it.
    private static boolean skip(InputStream in) throws IOException {
        int next = in.read();
        while (next >= 0 && next != '\n') {
            next = in.read();
        }
        return next >= 0;
    }

    private void line(RequestReader reader, byte[] bytes, int start, int end) {
        line++;
        if (isBlank(bytes, start, end)) {
            return;
        }
        try {
            request(reader.read(bytes, start, end));
        } catch (BadRequest bad) {
            complain(bad.why());
        }
        if (answers.length() >= WRITTEN_BYTES) {
            write();
        }
    }

    private void request(Asked asked) throws BadRequest {
        switch (listeners.choose(asked.entry())) {
            case ListenerChoice.Open(String why) -> complain(Source.readable(why));
            case ListenerChoice.Chosen chosen -> {
                var request = asked.at(chosen);
                Prediction prediction = predictor.predict(chosen.listener(), request, everyStep);
                json.line(new Traced(asked.id(), request, assumed(chosen), prediction), answers);
            }
        }
    }

    private static List<Assumption> assumed(ListenerChoice.Chosen chosen) {
        return chosen.assumed().isEmpty()
                ? List.of()
                : List.of(new Assumption(chosen.assumed(), chosen.listener().span()));
    }

    private static boolean isBlank(byte[] bytes, int start, int end) {
        for (int at = start; at < end; at++) {
            if (bytes[at] != ' ' && bytes[at] != '\t' && bytes[at] != '\r') {
                return false;
            }
        }
        return true;
    }

    private void complain(String what) {
        good = false;
        Main.complain(surroundings, name + ":" + line + ": " + what);
    }

    private void write() {
        surroundings.out().write(answers.array(), 0, answers.length());
        answers.clear();
        isUnheard |= surroundings.out().checkError();
    }

    private void flush() {
        write();
        surroundings.out().flush();
    }
}
