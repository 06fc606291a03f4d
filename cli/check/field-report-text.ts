import type { FieldReport } from '../../lib/build/index.ts';
import { plural } from '../plural.ts';
import { type Style, visible } from '../style.ts';

/** What `weir check --fields` prints for a person: each log source, each source that feeds it, and all that it lacks. */
export function* fieldReportText(reports: readonly FieldReport[], paint: Style): Generator<string> {
  for (const { logSource, source, rules, missing, notEvaluable } of reports) {
    if (source === null) {
      yield `${paint.bold(visible(logSource))}: ${plural(rules, 'rule')}, ${paint.yellow('no source of its own')}`;
      continue;
    }
    const state =
      notEvaluable.length === 0 ? paint.green('all can fire') : paint.yellow(`${notEvaluable.length} not evaluable`);
    yield `${paint.bold(visible(logSource))} from ${paint.bold(source)}: ${plural(rules, 'rule')}, ${state}`;
    if (missing.length > 0)
      yield `  never supplied: ${missing.map(({ field, rules: named }) => `${visible(field)} ${paint.dim(`(${named})`)}`).join(', ')}`;
    for (const { id, title, missing: needed } of notEvaluable)
      yield `  ${paint.yellow('not evaluable')}  ${visible(title)}  ${paint.dim(`${id}: ${needed.map(visible).join(', ')}`)}`;
  }
  yield paint.dim('Plain JSON, ECS and OCSF records may have any field; a number is how many rules name the field.');
}
