package dev.evenkeel.report;

import dev.evenkeel.model.Request;
import dev.evenkeel.model.Target;
import dev.evenkeel.predict.ConfigurationDiff;
import dev.evenkeel.predict.EndpointChange;
import dev.evenkeel.predict.PoolChange;
import dev.evenkeel.predict.Ruling;
import dev.evenkeel.predict.ShareChange;
import dev.evenkeel.routing.Assumption;
import dev.evenkeel.routing.RoutingDiff;
import dev.evenkeel.routing.RoutingDiff.Difference;
import dev.evenkeel.routing.RoutingDiff.Obstacle;
import dev.evenkeel.text.Span;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// What a change does as one JSON document, `evenkeel/diff/1`.
public final class DiffJson {
    private final DiffAnswer answer;
    private final DiffWords words;
    private final JsonText json = new JsonText();

    private DiffJson(DiffAnswer answer) {
        this.answer = answer;
        this.words = new DiffWords(answer);
    }

    public static String of(DiffAnswer answer) {
        return new DiffJson(answer).document();
    }

    private String document() {
        ConfigurationDiff diff = answer.diff();
        json.begin().field("schema", "evenkeel/diff/1").field("evenkeel", answer.evenkeel());
        json.beginArray("inputs");
        inputs("before", answer.before(), diff.before().target());
        inputs("after", answer.after(), diff.after().target());
        json.endArray().field("verdict", word(diff.verdict()));
        json.field("routing", word(diff.routing().verdict()));
        json.beginArray("facts");
        DiffFacts.of(answer).forEach(json::element);
        json.endArray().beginArray("differences");
        diff.routing().differences().forEach(this::difference);
        json.endArray().field("untold", diff.routing().untold());
        json.beginArray("pools");
        diff.pools().forEach(this::pool);
        json.endArray().beginArray("shares");
        diff.shares().forEach(this::share);
        json.endArray().beginArray("endpoints");
        diff.endpoints().forEach(this::endpoint);
        json.endArray().beginArray("policy");
        answer.rulings().forEach(this::ruling);
        json.endArray().beginArray("obstacles");
        diff.obstacles().forEach(this::obstacle);
        json.endArray().beginArray("scope");
        diff.routing().scope().forEach(line -> json.element(DiffWords.shown(line)));
        json.endArray();
        CoverageText.field(
                List.of(
                        new CoverageText.Part(
                                answer.before().coverage(), answer.before().secrets()),
                        new CoverageText.Part(answer.after().coverage(), answer.after().secrets())),
                json);
        return json.end().finish();
    }

    private void inputs(String side, DiffAnswer.Side input, Target target) {
        for (String file : input.files()) {
            json.begin()
                    .field("file", file)
                    .field("dialect", target.dialect())
                    .field("version", target.version().toString())
                    .field("side", side)
                    .end();
        }
    }

    static String word(RoutingDiff.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void difference(Difference difference) {
        json.begin().begin("example");
        Request request = difference.witness().request();
        RequestText.fields(masked(request), json);
        json.end().field("curl", words.curl(difference));
        json.field("region", words.region(difference));
        json.field("exact", difference.region().exact());
        json.beginArray("assumed");
        for (Assumption assumption : difference.witness().given()) {
            String what = words.secrets().masked(assumption.text());
            place(json.begin(), assumption.span()).field("text", DiffWords.shown(what)).end();
        }
        json.endArray();
        side("before", difference.before(), answer.before());
        side("after", difference.after(), answer.after());
        json.field("what", words.change(difference)).field("traffic_share", null).end();
    }

    /// Readable, and without the secrets of the configurations.
    private Request masked(Request request) {
        return new Request(
                shown(request.method()),
                shown(request.host()),
                shown(request.target()),
                request.headers().stream()
                        .map(header ->
                                new Request.Header(
                                        shown(header.name()),
                                        CurlText.value(header, words.secrets())))
                        .toList(),
                request.connection());
    }

    private String shown(String bytes) {
        return Wording.readable(words.secrets().masked(bytes));
    }

    private void side(String name, RoutingDiff.Side end, DiffAnswer.Side side) {
        Verdict verdict = Verdict.of(end.outcome());
        json.begin(name).field("outcome", verdict.outcome());
        String pool = verdict.pool();
        json.field("pool", pool == null ? null : Wording.readable(pool));
        if (verdict.status() == 0) {
            json.field("status", null);
        } else {
            json.field("status", verdict.status());
        }
        String location = verdict.location();
        json.field(
                "location",
                location == null ? null : Wording.readable(side.secrets().masked(location)));
        place(json, end.decidedBy());
        json.field("text", Wording.firstLine(end.decidedBy(), side.secrets()));
        json.field(
                "listener",
                end.listener() == null ? null : Wording.readable(end.listener().name()));
        if (!verdict.why().isEmpty()) {
            json.field("why", Wording.readable(verdict.why()));
        }
        json.end();
    }

    private static JsonText place(JsonText json, @Nullable Span span) {
        return span == null
                ? json.field("file", null).field("line", null)
                : json.field("file", span.file()).field("line", span.line());
    }

    private void pool(PoolChange change) {
        Span before = PoolText.beforePlace(change);
        Span after = PoolText.afterPlace(change);
        json.begin()
                .field("pool", Wording.readable(change.pools().name()))
                .field("change", change.kind().word())
                .field("before", change.pools().before() == null ? null : words.before(change))
                .field("after", change.pools().after() == null ? null : words.after(change));
        place(json, after == null ? before : after);
        json.begin("written_before");
        place(json, before).end();
        json.field("felt", change.felt()).field("unwritten", PoolText.isUnwritten(change)).end();
    }

    private void share(ShareChange change) {
        json.begin()
                .field("pool", Wording.readable(change.pool()))
                .field("server", Wording.readable(change.server()))
                .number("before", change.before())
                .number("after", change.after());
        if (!change.why().isEmpty()) {
            json.field("why", Wording.readable(change.why()));
        }
        json.end();
    }

    private void endpoint(EndpointChange change) {
        Span span = change.door().endpoint().span();
        json.begin()
                .field("endpoint", DiffWords.address(change.door().endpoint()))
                .field("change", change.kind().word())
                .field("before", change.before() == null ? null : DiffWords.words(change, true))
                .field("after", change.after() == null ? null : DiffWords.words(change, false));
        place(json, span).end();
    }

    private void ruling(Ruling ruling) {
        json.begin()
                .field("rule", ruling.rule())
                .field("result", ruling.result().word())
                .field("because", Wording.readable(ruling.because()))
                .end();
    }

    private void obstacle(Obstacle obstacle) {
        place(json.begin(), obstacle.span()).field("why", Wording.readable(obstacle.why())).end();
    }
}
