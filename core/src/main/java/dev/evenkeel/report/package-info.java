/// Formats answers: text for people, JSON, SARIF, JUnit and Markdown for programs. The only package
/// that writes JSON.
@NullMarked
package dev.evenkeel.report;

import org.jspecify.annotations.NullMarked;
