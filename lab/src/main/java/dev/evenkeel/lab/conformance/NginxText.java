package dev.evenkeel.lab.conformance;

/// A text of nginx on its way, one directive a line.
final class NginxText {
    private final StringBuilder text = new StringBuilder();
    private int depth;

    void line(String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    void open(String head) {
        line(head + " {");
        depth++;
    }

    void close() {
        depth--;
        line("}");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
