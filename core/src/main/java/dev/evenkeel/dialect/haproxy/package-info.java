/// The language of HAProxy 2.4 to 3.4: text → `HaproxyParser` → `HaproxyTree` → `HaproxyConfig` →
/// `HaproxyTranslator` → model.
@NullMarked
package dev.evenkeel.dialect.haproxy;

import org.jspecify.annotations.NullMarked;
