package dev.evenkeel.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Whatever is handed to `evenkeel check`, a process with little memory ends with a clear answer.
/// How long it takes is measured by `lab/hostile`: here the machine may be busy.
final class HostileInputTest {
    @TempDir private Path folder;

    @Test
    void everyHostileInputMeetsAClearAnswer() throws IOException, InterruptedException {
        List<String> evenkeel =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Duser.language=tr",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.evenkeel.cli.Main");
        var complaints = new ArrayList<String>();
        for (HostileInput input : HostileInput.in(folder)) {
            HostileRun run = HostileRun.of(evenkeel, input, folder);
            if (!run.complaint().isEmpty()) {
                complaints.add(input.name() + ": " + run.complaint());
            }
        }
        assertThat(complaints).isEmpty();
    }
}
