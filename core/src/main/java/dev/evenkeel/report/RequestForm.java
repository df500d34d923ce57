package dev.evenkeel.report;

/// What the parts of a request may hold. Source: RFC 9110, 5; RFC 9112, 3.
public final class RequestForm {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private static final boolean[] TOKEN = new boolean[0x80];

    static {
        for (int c = 0; c < TOKEN.length; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            TOKEN[c] = letter || (c >= '0' && c <= '9') || TOKEN_MARKS.indexOf(c) >= 0;
        }
    }

    private RequestForm() {}

    /// A method or the name of a header.
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= TOKEN.length || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// What keeps a text from being one word of a request line; empty when nothing does.
    public static String faultOfWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7F) {
                return c == ' '
                        ? "holds a blank; write it as %20"
                        : "holds a control character; write it as %" + hexadecimal(c);
            }
        }
        return "";
    }

    private static String hexadecimal(char c) {
        return (c < 0x10 ? "0" : "") + Integer.toHexString(c);
    }

    /// What keeps a header from being one; empty when nothing does.
    public static String faultOfHeader(String name, String value) {
        if (!isToken(name)) {
            return name.isEmpty()
                    ? "a header needs a name"
                    : Columns.visible(Excerpt.head(name, 40)) + " is no name of a header";
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                return "the value of " + name + " holds a control character";
            }
        }
        return "";
    }
}
