/// The language of nginx 1.18 to 1.31: text → `NginxParser` → `NginxTree` → `NginxConfig` →
/// `NginxTranslator` → model.
@NullMarked
package dev.evenkeel.dialect.nginx;

import org.jspecify.annotations.NullMarked;
