package dev.evenkeel.dialect.haproxy;

/// What reads the lines of one section: its ACLs, and expressions and formats as they are evaluated
/// there.
final class HaproxyReader {
    final HaproxyContext context;
    final HaproxyScope scope;
    final HaproxyExpressions expressions;
    final HaproxyFormat formats;
    final HaproxyConditions conditions;

    HaproxyReader(HaproxyContext context, HaproxyScope scope) {
        this.context = context;
        this.scope = scope;
        this.expressions = new HaproxyExpressions(context, scope);
        this.formats = new HaproxyFormat(context, scope, expressions);
        this.conditions = new HaproxyConditions(context, expressions, scope.isHttp());
        conditions.declare(scope.section().lines());
    }
}
