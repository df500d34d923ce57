package dev.evenkeel.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// Writes JSON as bytes into a buffer that is used again, for answers by the million. It knows no
/// structure: whoever calls writes the names with their marks (`,"pool":`).
public final class JsonBytes {
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);
    private static final byte[] NULL = "null".getBytes(UTF_8);

    private byte[] bytes = new byte[256];
    private int length;

    /// A text as JSON.
    static String textOf(String text) {
        var out = new JsonBytes();
        out.text(text);
        return new String(out.bytes, 0, out.length, UTF_8);
    }

    /// The buffer itself; only the first [#length] bytes of it hold anything.
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    /// JSON as it is.
    JsonBytes raw(byte[] json) {
        return raw(json, 0, json.length);
    }

    /// A part of it.
    JsonBytes raw(byte[] json, int from, int to) {
        room(to - from);
        System.arraycopy(json, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    JsonBytes raw(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    JsonBytes raw(String json) {
        room(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x80) {
                return raw(json.substring(i).getBytes(UTF_8));
            }
            bytes[length++] = (byte) c;
        }
        return this;
    }

    /// A text, or `null`.
    JsonBytes text(@Nullable String text) {
        if (text == null) {
            return raw(NULL);
        }
        room(2 * text.length() + 2);
        int start = length;
        int at = length;
        bytes[at++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
                length = start;
                return slowText(text);
            }
            bytes[at++] = (byte) c;
        }
        bytes[at++] = '"';
        length = at;
        return this;
    }

    /// Bytes of a request or a configuration, one char each, as a person reads them.
    JsonBytes readable(@Nullable String chars) {
        return text(chars == null ? null : Wording.readable(chars));
    }

    JsonBytes number(int number) {
        room(11);
        if (number < 0) {
            return raw(Integer.toString(number));
        }
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    private JsonBytes slowText(String text) {
        raw('"');
        byte[] utf8 = text.getBytes(UTF_8);
        room(6 * utf8.length + 1);
        for (byte b : utf8) {
            escape(b);
        }
        return raw('"');
    }

    private void escape(byte b) {
        if (b == '"' || b == '\\') {
            bytes[length++] = '\\';
            bytes[length++] = b;
        } else if (b == '\n') {
            bytes[length++] = '\\';
            bytes[length++] = 'n';
        } else if (b == '\t') {
            bytes[length++] = '\\';
            bytes[length++] = 't';
        } else if ((b >= 0 && b < ' ') || b == 0x7F) {
            bytes[length++] = '\\';
            bytes[length++] = 'u';
            bytes[length++] = '0';
            bytes[length++] = '0';
            bytes[length++] = HEX[b >> 4];
            bytes[length++] = HEX[b & 15];
        } else {
            bytes[length++] = b;
        }
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
