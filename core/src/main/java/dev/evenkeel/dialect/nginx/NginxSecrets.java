package dev.evenkeel.dialect.nginx;

import dev.evenkeel.text.Span;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The places of passwords, keys and tokens in a configuration.
final class NginxSecrets {
    /// Directives whose arguments are secrets.
    private static final Set<String> SECRET =
            Set.of(
                    "secure_link_secret",
                    "secure_link_md5",
                    "encrypted_session_key",
                    "encrypted_session_iv",
                    "testcookie_secret",
                    "auth_jwt_key",
                    "postgres_server",
                    "passenger_admin_panel_password");

    /// Directives that give a value to a name.
    private static final Set<String> NAMING =
            Set.of(
                    "proxy_set_header",
                    "grpc_set_header",
                    "add_header",
                    "fastcgi_param",
                    "uwsgi_param",
                    "scgi_param",
                    "auth_http_header",
                    "set",
                    "proxy_cookie_path",
                    "passenger_env_var");

    private static final List<String> TELLING =
            List.of(
                    "auth",
                    "token",
                    "secret",
                    "password",
                    "passwd",
                    "apikey",
                    "api-key",
                    "api_key");

    private NginxSecrets() {}

    static List<Span> of(List<NginxDirective> directives) {
        var found = new ArrayList<Span>();
        collect(directives, found);
        return found;
    }

    private static void collect(List<NginxDirective> directives, List<Span> found) {
        for (NginxDirective directive : directives) {
            String name = directive.name();
            if (SECRET.contains(name)) {
                spans(directive, 0, found);
            } else if (NAMING.contains(name) && tells(directive.argument(0))) {
                spans(directive, 1, found);
            } else if (name.equals("env") && tells(directive.argument(0))) {
                spans(directive, 0, found);
            } else if (name.startsWith("more_set_") && tells(directive.argument(0))) {
                spans(directive, 0, found);
            } else if (name.endsWith("_pass") && hasUser(directive.argument(0))) {
                spans(directive, 0, found);
            } else if (name.equals("map") && tells(directive.argument(1))) {
                values(directive, found);
            } else if (name.equals("map") && tells(directive.argument(0))) {
                keys(directive, found);
            } else if (directive.opaque() == null) {
                collect(directive.block(), found);
            }
        }
    }

    private static void values(NginxDirective map, List<Span> found) {
        for (NginxDirective entry : map.block()) {
            if (entry.arguments() > 0 && entry.argument(0).length() > 7) {
                found.add(entry.argumentSpan(0));
            }
        }
    }

    private static void keys(NginxDirective map, List<Span> found) {
        for (NginxDirective entry : map.block()) {
            if (entry.name().length() > 7) {
                found.add(entry.nameSpan());
            }
        }
    }

    /// A value that is nothing but a variable is no secret.
    private static void spans(NginxDirective directive, int from, List<Span> found) {
        for (int i = from; i < directive.arguments(); i++) {
            String value = directive.argument(i);
            boolean variable = value.startsWith("$") && value.lastIndexOf('$') == 0;
            if (!variable && !value.isEmpty()) {
                found.add(directive.argumentSpan(i));
            }
        }
    }

    private static boolean tells(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (String part : TELLING) {
            if (lower.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUser(String address) {
        int scheme = address.indexOf("://");
        int at = address.indexOf('@');
        int slash = scheme < 0 ? -1 : address.indexOf('/', scheme + 3);
        return scheme >= 0 && at > scheme && (slash < 0 || at < slash);
    }
}
