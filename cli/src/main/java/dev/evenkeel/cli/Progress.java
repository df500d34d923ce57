package dev.evenkeel.cli;

import java.io.PrintStream;

/// Says on a terminal what a longer run is doing; short runs, and runs without a terminal, say
/// nothing.
final class Progress implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1000;

    private final PrintStream err;
    private String doing = "";
    private boolean shown;
    private boolean closed;

    private Progress(PrintStream err) {
        this.err = err;
    }

    static Progress on(Surroundings surroundings) {
        var progress = new Progress(surroundings.err());
        if (surroundings.terminal().err()) {
            var thread = new Thread(progress::tell, "progress");
            thread.setDaemon(true);
            thread.start();
        }
        return progress;
    }

    /// What is being done from now on.
    synchronized void now(String what) {
        doing = what;
    }

    private synchronized void tell() {
        try {
            while (!closed) {
                wait(PATIENCE_MILLIS);
                if (!closed) {
                    show("\r\u001b[K" + doing + " …");
                    shown = true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(String text) {
        err.print(text);
        err.flush();
    }

    /// Clears what was said.
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        if (shown) {
            show("\r\u001b[K");
        }
    }
}
