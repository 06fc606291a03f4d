import { plural } from '../plural.ts';
import type { Style } from '../style.ts';
import type { BundleDifference, ShownRule } from './bundle-difference.ts';

/** In the marks of `cdk diff`: [+] added, [~] changed, [-] removed. */
export function differenceText(difference: BundleDifference, paint: Style): readonly string[] {
  const { added, changed, removed, unchanged, settings } = difference;
  const line = (mark: string, rule: ShownRule): string =>
    `${mark} ${paint.severity(rule.severity, rule.severity.padEnd(13))} ${rule.title}  ${paint.dim(rule.id)}`;
  const counts = `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} as deployed`;
  return [
    `${paint.bold('Rules')}  ${counts}`,
    ...added.map(rule => line(paint.green('[+]'), rule)),
    ...changed.flatMap(rule => [line(paint.yellow('[~]'), rule), `      ${rule.changes.join('; ')}`]),
    ...removed.map(rule => line(paint.red('[-]'), rule)),
    ...(settings.length === 0
      ? []
      : [`${paint.bold('Settings')}  ${plural(settings.length, 'difference')} in weir.yml`]),
    ...settings.map(each => `${paint.yellow('[~]')} ${each}`),
    '',
  ];
}
