package dev.evenkeel.dialect.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evenkeel.dialect.Input;
import dev.evenkeel.dialect.Reading;
import dev.evenkeel.model.LoadBalancer;
import dev.evenkeel.model.Version;
import dev.evenkeel.text.Source;
import dev.evenkeel.text.Sources;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Small configurations and the whole of what they mean. The choices of servers and locations, the
/// targets that servers receive and the statuses were compared with nginx 1.22.
final class NginxTranslatorTest {
    private static Reading reading(String text, Version version) {
        var source = Source.of("nginx.conf", text);
        return new NginxDialect()
                .read(new Input(List.of(source), Sources.none(), version, Map.of()));
    }

    private static LoadBalancer translated(String text) {
        Reading reading = reading(text, Version.of(1, 22));
        assertThat(reading.problems()).isEmpty();
        return reading.balancer();
    }

    private static String tables(LoadBalancer balancer) {
        return balancer.tables().stream()
                .map(ModelText::table)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> ignored(LoadBalancer balancer) {
        return balancer.ignored().stream()
                .map(ignored -> ignored.topic() + " " + ignored.what())
                .toList();
    }

    @Test
    void serversAreChosenByNameInTheOrderOfNginx() {
        LoadBalancer balancer =
                translated(
                        """
                        events {}
                        http {
                            server {
                                listen 80 default_server;
                                server_name a.example .b.example;
                                return 404;
                            }
                            server {
                                listen 80;
                                server_name *.long.b.example *.c.example www.* \
                        ~^(?<user>.+)\\.u\\.example$ a.example;
                                return 204;
                            }
                            server {
                                listen 127.0.0.1:80;
                                return 444;
                            }
                        }
                        """);
        assertThat(ModelText.listeners(balancer))
                .isEqualTo(
                        """
                        0.0.0.0:80
                          if HOST exact <a.example b.example>: enter server a.example
                            answer 404
                          if HOST suffix <.long.b.example>: enter server *.long.b.example
                            answer 204
                          if HOST suffix <.b.example>: enter server a.example
                            answer 404
                          if HOST suffix <.c.example>: enter server *.long.b.example
                            answer 204
                          if HOST prefix <www.>: enter server *.long.b.example
                            answer 204
                          if HOST regex <^(?<user>.+)\\.u\\.example$>: enter host \
                        ^(?<user>.+)\\.u\\.example$
                            (implied) user := \\user
                            (implied) enter server *.long.b.example
                              answer 204
                          else enter server a.example
                            answer 404
                        127.0.0.1:80
                          (implied) enter server line 13
                            close without an answer
                        """);
        assertThat(ignored(balancer)).containsExactly("HOST_NAME a.example");
    }

    @Test
    void locationsAreChosenByTheLongestPrefixUnlessSomethingStrongerMatches() {
        LoadBalancer balancer =
                translated(
                        """
                        events {}
                        http {
                            upstream app { server 127.0.0.1:8001; }
                            server {
                                listen 80;
                                location = /exact { return 201; }
                                location /app/ { proxy_pass http://app; }
                                location / { return 208; }
                                location /app/deep { return 202; }
                                location ^~ /static { return 203; }
                                location /static/open { return 204; }
                                location ~ \\.php$ { return 205; }
                                location /nest {
                                    location ~ \\.js$ { return 206; }
                                    return 207;
                                }
                            }
                        }
                        """);
        assertThat(ModelText.listeners(balancer))
                .isEqualTo(
                        """
                        0.0.0.0:80
                          (implied) enter server line 4
                            (implied) enter locations of line 4
                              if NORMALISED_PATH exact </exact>: enter location = /exact
                                answer 201
                              (implied) if NORMALISED_PATH exact </app>: answer 301 to \
                        {SCHEME '://' table host[{HOST}] table port[{SCHEME ':' \
                        DESTINATION_PORT}] \
                        '/app/' table query after ?[{NORMALISED_QUERY}]}
                              if NORMALISED_PATH prefix </static> and not (NORMALISED_PATH \
                        prefix </static/open>): enter location ^~ /static
                                answer 203
                              if NORMALISED_PATH prefix </nest>: enter inside /nest
                                if NORMALISED_PATH regex <\\.js$>: enter location ~ \\.js$
                                  answer 206
                              if NORMALISED_PATH regex <\\.php$>: enter location ~ \\.php$
                                answer 205
                              if NORMALISED_PATH prefix </static/open>: enter location \
                        /static/open
                                answer 204
                              if NORMALISED_PATH prefix </app/deep>: enter location /app/deep
                                answer 202
                              if NORMALISED_PATH prefix </app/>: enter location /app/
                                (implied) send SET HEADER_LINE(host) = 'app'
                                forward to 'app'
                              if NORMALISED_PATH prefix </nest>: enter location /nest
                                answer 207
                              if NORMALISED_PATH prefix </>: enter location /
                                answer 208
                        """);
    }

    private static final String REWRITING =
            """
            events {}
            http {
                server {
                    listen 80;
                    rewrite ^/old/(.*)$ /new/$1;
                    location / {
                        set $pool 127.0.0.1:8001;
                        if ($arg_beta = 1) { set $pool 127.0.0.1:8002; }
                        if ($http_user_agent ~* bot) { return 403; }
                        rewrite ^/a/(.*)$ /b/$1?from=a last;
                        proxy_pass http://$pool;
                    }
                    location /b/ {
                        rewrite ^/b/(.*)$ /c/$1 break;
                        proxy_pass http://127.0.0.1:8003/unused/;
                    }
                    location /gone { return 301 https://$host$request_uri; }
                }
            }
            """;

    @Test
    void rewritingComesBeforeContentAndMayStartTheChoiceAgain() {
        LoadBalancer balancer = translated(REWRITING);
        assertThat(ModelText.listeners(balancer))
                .isEqualTo(
                        """
                        0.0.0.0:80
                          (implied) enter server line 3
                            if NORMALISED_PATH regex <^/old/(.*)$>: enter rewrite ^/old/(.*)$
                              SET NORMALISED_PATH = {'/new/' \\1}
                              (implied) internal request := '1'
                              (implied) changed path := '1'
                            (implied) enter locations of line 3
                              (implied) if NORMALISED_PATH exact </b>: answer 301 to {SCHEME \
                        '://' table host[{$no host}] table port[{SCHEME ':' \
                        DESTINATION_PORT}] '/b/' table \
                        query after ?[{NORMALISED_QUERY}]}
                              if NORMALISED_PATH prefix </gone>: enter location /gone
                                answer 301 to {'https://' HOST TARGET}
                              if NORMALISED_PATH prefix </b/>: enter location /b/
                                (implied) enter location /b/: rewriting
                                  if NORMALISED_PATH regex <^/b/(.*)$>: enter rewrite ^/b/(.*)$
                                    SET NORMALISED_PATH = {'/c/' \\1}
                                    (implied) internal request := '1'
                                    (implied) changed path := '1'
                                    (implied) replaced path := '1'
                                    leave location /b/: rewriting
                                if not ($replaced path exact <1>): send SET TARGET = \
                        {'/unused/' escape_path[](bytes[3](NORMALISED_PATH)) table query \
                        after ?[{NORMALISED_QUERY}]}
                                (implied) if $replaced path exact <1>: send SET TARGET = \
                        {escape_path[](NORMALISED_PATH) table query after ?[{NORMALISED_QUERY}]}
                                (implied) send SET HEADER_LINE(host) = '127.0.0.1:8003'
                                forward to '127.0.0.1:8003'
                              if NORMALISED_PATH prefix </>: enter location /
                                pool := '127.0.0.1:8001'
                                if {QUERY_PARAMETER_ANY_CASE(beta)} exact <1>: enter if \
                        ($arg_beta = 1)
                                  pool := '127.0.0.1:8002'
                                if {HEADER_LINE(user-agent)#1} regex~ <bot>: enter if \
                        ($http_user_agent ~* bot)
                                  answer 403
                                if NORMALISED_PATH regex <^/a/(.*)$>: enter rewrite ^/a/(.*)$
                                  SET NORMALISED_QUERY = {'from=a' table query \
                        after &[{NORMALISED_QUERY}]}
                                  SET NORMALISED_PATH = {'/b/' \\1}
                                  (implied) internal request := '1'
                                  (implied) changed path := '1'
                                  restart locations of line 3 max 10
                                (implied) if $changed path exact <1>: send SET TARGET = \
                        {escape_path[](NORMALISED_PATH) table query after ?[{NORMALISED_QUERY}]}
                                (implied) send SET HEADER_LINE(host) = {$pool}
                                forward to {$pool}
                        """);
    }

    @Test
    void ofSeveralMethodsTheLastOneCounts() {
        LoadBalancer balancer =
                translated(
                        """
                        events {}
                        http {
                            upstream plain { server 127.0.0.1:1; server 127.0.0.1:2 weight=3 \
                        max_conns=7; server 127.0.0.1:3 backup; }
                            upstream one { zone one 64k; server 127.0.0.1:1; }
                            upstream late { keepalive 8; least_conn; server 127.0.0.1:1; \
                        server 127.0.0.1:2 down; }
                            upstream twice { ip_hash; server a.example:81; hash \
                        $arg_id$http_x_key consistent; server b.example max_fails=0; }
                            upstream two { random two; server unix:/run/a.sock; server [::1]:80; }
                            server { listen 80; location / { proxy_pass http://127.0.0.1:9; } \
                        location /b { proxy_pass https://back.example/x; } }
                        }
                        """);
        assertThat(ModelText.pools(balancer) + "\n")
                .isEqualTo(
                        """
                        plain: in turn shared [127.0.0.1:1, 127.0.0.1:2 weight 3 at most 7, \
                        127.0.0.1:3 BACKUP]
                        one: in turn shared [127.0.0.1:1 unchecked]
                        late: least connections shared [127.0.0.1:1, 127.0.0.1:2 DISABLED]
                        twice: hash {QUERY_PARAMETER_ANY_CASE(id) HEADER_LINE(x-key)#1} \
                        ketama shared [a.example:81, b.example unchecked]
                        two: random 2 least_conn shared [unix:/run/a.sock, [::1]:80]
                        back.example:443: in turn shared [back.example]
                        127.0.0.1:9: in turn shared [127.0.0.1:9 unchecked]
                        """);
        assertThat(ignored(balancer))
                .containsExactly(
                        "ALGORITHM_WITHOUT_EFFECT keepalive 8", "ALGORITHM_OVERRIDDEN ip_hash");
    }

    @Test
    void variablesOfBlocksBecomeTables() {
        LoadBalancer balancer =
                translated(
                        """
                        events {}
                        http {
                            map $host $back { hostnames; default one; .shop.example two; \
                        mail.* three; ~^(?<who>\\w+)\\.x$ $who; }
                            geo $near { default far; 10.0.0.0/8 here; }
                            geo $band { ranges; 10.0.0.0-10.0.2.255 low; }
                            split_clients "${remote_addr}x" $side { 12.5% a; * b; }
                            server { listen 80; location / { proxy_pass \
                        http://$back$near$band$side; } }
                        }
                        """);
        assertThat(tables(balancer))
                .isEqualTo(
                        """
                        back
                        exact~ <shop.example> -> 'two'
                        suffix~ <.shop.example> -> 'two'
                        prefix~ <mail.> -> 'three'
                        exact~ <> -> 'one'
                        regex <^(?<who>\\w+)\\.x$> -> {\\who}
                        else 'one'
                        near
                        network <10.0.0.0/8> -> 'here'
                        else 'far'
                        band
                        network <10.0.0.0/23 10.0.2.0/24> -> 'low'
                        else ''
                        """);
    }

    @Test
    void errorPagesAndTriedFilesAskForAnotherPathOrLocation() {
        LoadBalancer balancer =
                translated(
                        """
                        events {}
                        http {
                            error_page 404 /missing.html;
                            server {
                                listen 80;
                                location / { root /srv; try_files $uri $uri/ @app; \
                        proxy_pass http://127.0.0.1:8001; }
                                location @app { proxy_pass http://127.0.0.1:8001; }
                                location = /missing.html { internal; return 203; }
                            }
                        }
                        """);
        assertThat(ModelText.listeners(balancer))
                .isEqualTo(
                        """
                        0.0.0.0:80
                          (implied) enter server line 4
                            (implied) enter locations of line 4
                              if $named location exact <@app>: enter location @app
                                (implied) named location := ''
                                (implied) if $changed path exact <1>: send SET TARGET = \
                        {escape_path[](NORMALISED_PATH) table query after ?[{NORMALISED_QUERY}]}
                                (implied) send SET HEADER_LINE(host) = '127.0.0.1:8001'
                                forward to '127.0.0.1:8001'
                              if NORMALISED_PATH exact </missing.html>: enter location = \
                        /missing.html
                                if not ($internal request exact <1>): enter answer 404
                                  if not ($error page exact <1>): enter error page 404
                                    (implied) error page := '1'
                                    (implied) SET STATUS = '404'
                                    (implied) if not (METHOD exact <HEAD>): SET METHOD = 'GET'
                                    SET NORMALISED_QUERY = ''
                                    SET NORMALISED_PATH = '/missing.html'
                                    (implied) internal request := '1'
                                    (implied) changed path := '1'
                                    restart server line 4 max 10
                                  (implied) REMOVE STATUS = ''
                                  (implied) answer 404
                                answer 203
                              if NORMALISED_PATH prefix </>: enter location /
                                enter location /: try_files
                                  if {'/srv' {NORMALISED_PATH}} existing <file>: enter try $uri
                                    SET NORMALISED_PATH = {NORMALISED_PATH}
                                    leave location /: try_files
                                  if {'/srv' {NORMALISED_PATH}} existing <directory>: enter try \
                        $uri/
                                    SET NORMALISED_PATH = {NORMALISED_PATH}
                                    leave location /: try_files
                                  (implied) internal request := '1'
                                  (implied) named location := '@app'
                                  restart locations of line 4 max 10
                                (implied) if $changed path exact <1>: send SET TARGET = \
                        {escape_path[](NORMALISED_PATH) table query after ?[{NORMALISED_QUERY}]}
                                (implied) send SET HEADER_LINE(host) = '127.0.0.1:8001'
                                forward to '127.0.0.1:8001'
                        """);
    }

    @Test
    void accessIsDecidedBeforeTheContent() {
        LoadBalancer balancer =
                translated(
                        """
                        events {}
                        http {
                            server {
                                listen 80;
                                location / { return 208; }
                                location /both { allow 10.0.0.0/8; allow 192.168.0.0/16; deny \
                        all; return 200; proxy_pass http://127.0.0.1:1; }
                                location /mixed { deny 10.0.0.1; allow 10.0.0.0/8; deny \
                        10.0.0.0/4; proxy_pass http://127.0.0.1:1; }
                                location /any { satisfy any; allow 10.0.0.0/8; deny all; \
                        auth_basic x; proxy_pass http://127.0.0.1:1; }
                                location /limit { limit_except GET { deny all; } proxy_pass \
                        http://127.0.0.1:1; }
                            }
                        }
                        """);
        assertThat(ModelText.listeners(balancer))
                .isEqualTo(
                        """
                        0.0.0.0:80
                          (implied) enter server line 3
                            (implied) enter locations of line 3
                              if NORMALISED_PATH prefix </mixed>: enter location /mixed
                                enter location /mixed: addresses
                                  if SOURCE network <10.0.0.1>: answer 403
                                  if SOURCE network <10.0.0.0/8>: leave location /mixed: addresses
                                  if SOURCE network <10.0.0.0/4>: answer 403
                                (implied) send SET HEADER_LINE(host) = '127.0.0.1:1'
                                forward to '127.0.0.1:1'
                              if NORMALISED_PATH prefix </limit>: enter location /limit
                                if not (METHOD exact <GET HEAD>): enter location /limit: \
                        limit_except
                                  answer 403
                                  (implied) send SET HEADER_LINE(host) = '127.0.0.1:1'
                                  forward to '127.0.0.1:1'
                                (implied) send SET HEADER_LINE(host) = '127.0.0.1:1'
                                forward to '127.0.0.1:1'
                              if NORMALISED_PATH prefix </both>: enter location /both
                                answer 200
                                if not (SOURCE network <10.0.0.0/8 192.168.0.0/16>): answer 403
                                (implied) send SET HEADER_LINE(host) = '127.0.0.1:1'
                                forward to '127.0.0.1:1'
                              if NORMALISED_PATH prefix </any>: enter location /any
                                enter location /any: any
                                  enter location /any: addresses
                                    if SOURCE network <10.0.0.0/8>: leave location /any: any
                                    leave location /any: addresses
                                  if not (HEADER_LINE(authorization)#1 regex~ <^basic +[^ ]>) or \
                        perhaps name and password are refused: answer 401
                                (implied) send SET HEADER_LINE(host) = '127.0.0.1:1'
                                forward to '127.0.0.1:1'
                              if NORMALISED_PATH prefix </>: enter location /
                                answer 208
                        """);
    }

    @Test
    void streamsPassConnectionsAndDatagramsOn() {
        LoadBalancer balancer =
                translated(
                        """
                        events {}
                        stream {
                            map $ssl_preread_server_name $name { default web; mail.example mail; }
                            upstream web { server 127.0.0.1:1; }
                            upstream mail { least_conn; server 127.0.0.1:2; server 127.0.0.1:3; }
                            server { listen 443; ssl_preread on; proxy_pass $name; }
                            server { listen 53 udp; deny 10.0.0.1; proxy_pass 127.0.0.1:5353; }
                            server { listen 127.0.0.1:7000-7002; proxy_pass mail; }
                        }
                        """);
        assertThat(ModelText.listeners(balancer))
                .isEqualTo(
                        """
                        0.0.0.0:443
                          forward to table name[{SNI}]
                        0.0.0.0:53/udp
                          if SOURCE network <10.0.0.1>: close refused
                          forward to '127.0.0.1:5353'
                        127.0.0.1:7000-7002
                          forward to 'mail'
                        """);
    }

    @Test
    void aFragmentGetsTheServerAndTheListenerItNeeds() {
        Reading reading =
                reading("location /a { proxy_pass http://127.0.0.1:1; }", Version.of(1, 22));
        assertThat(ModelText.listeners(reading.balancer()))
                .startsWith("0.0.0.0:80\n")
                .contains("if NORMALISED_PATH prefix </a>: enter location /a")
                .contains("forward to '127.0.0.1:1'");
    }

    @Test
    void variablesThatNeedThemselvesAreLeftOpen() {
        String text =
                """
                events {}
                http {
                    map $a $b { default $a; }
                    map $b $a { default $b; }
                    server { listen 80; location / { proxy_pass http://$a; } }
                }
                """;
        Reading reading = reading(text, Version.of(1, 22));
        assertThat(reading.coverage().limited()).isNotEmpty();
        assertThat(ModelText.listeners(reading.balancer())).contains("forward to");
    }
}
