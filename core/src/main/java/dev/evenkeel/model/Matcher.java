package dev.evenkeel.model;

import dev.evenkeel.text.Span;

import java.util.List;

/// How a value is compared: it matches when it matches any of the patterns. `complete` is false
/// when some patterns are in a file that is not here.
public record Matcher(Method method, boolean ignoreCase, List<Pattern> patterns, boolean complete) {
    public enum Method {
        EXACT,
        PREFIX,
        SUFFIX,
        SUBSTRING,
        /// Whole path segments, delimited by `/` and `?`.
        DIRECTORY,
        /// Whole labels, delimited by `/`, `?`, `.` and `:`.
        DOMAIN,
        REGEX,
        /// Integer ranges: `N`, `A:B`, `eq|ge|gt|le|lt N`.
        INTEGER,
        /// How many bytes it has, compared as `INTEGER` is.
        LENGTH,
        /// Addresses and networks in CIDR form.
        NETWORK,
        BINARY,
        /// The value is the path of something that exists on the balancer's machine, which is not
        /// known before run time; the pattern says what: `file`, `directory`, `any`, `executable`.
        EXISTING,
        /// The same, taken to exist where nobody says so.
        USUALLY_EXISTING,
        /// The same, taken not to exist where nobody says so.
        SELDOM_EXISTING,
        /// There is a value; no pattern.
        FOUND,
        /// The value is a true boolean, or a number other than zero; no pattern.
        TRUE;

        /// Whether it asks for what exists on the balancer's machine.
        public boolean isAboutFiles() {
            return this == EXISTING || this == USUALLY_EXISTING || this == SELDOM_EXISTING;
        }
    }

    /// One pattern as the balancer sees it (quotes and escapes resolved), and where it stands.
    public record Pattern(String text, Span span) {}

    public Matcher {
        patterns = List.copyOf(patterns);
    }

    public boolean needsPatterns() {
        return method != Method.FOUND && method != Method.TRUE;
    }
}
