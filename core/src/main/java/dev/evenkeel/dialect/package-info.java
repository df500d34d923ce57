/// Vendors' languages: how their texts become the neutral model.
@NullMarked
package dev.evenkeel.dialect;

import org.jspecify.annotations.NullMarked;
