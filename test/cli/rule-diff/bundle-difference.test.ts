import { describe, expect, it } from 'vitest';
import { type BundleDifference, bundleDifference } from '../../../cli/rule-diff/bundle-difference.ts';
import { contextOf } from '../../../cli/rule-diff/context-of.ts';
import { differenceText } from '../../../cli/rule-diff/difference-text.ts';
import { style } from '../../../cli/style.ts';
import { bundleRules, emptySettings, encodeBundle, loadBundle } from '../../../lib/engine/index.ts';
import type { Rule } from '../../../lib/ir/index.ts';
import type { RuleMeta } from '../../../lib/rule/index.ts';
import { input, minute, rule } from '../../pipeline/scenario.ts';

const a = counting('a', 3);
const b = counting('b', 3);

function counting(id: string, minutes: number): Rule {
  return rule(id, { kind: 'absence', expected: input(id), after: null, window: 'w', span: minutes * minute });
}

function withMeta(changed: Rule, meta: Partial<RuleMeta>): Rule {
  return { ...changed, meta: { ...changed.meta, ...meta } };
}

function difference(before: readonly Rule[], after: readonly Rule[], staged = false): BundleDifference {
  const deployed = bundleRules(
    before.map(each => ({ rule: each, staged: false })),
    emptySettings,
  );
  const local = bundleRules(
    after.map(each => ({ rule: each, staged })),
    emptySettings,
  );
  // What is deployed went through a file.
  return bundleDifference(loadBundle(encodeBundle(deployed)), local);
}

describe('what a deploy would change of the rules', () => {
  it('is nothing where nothing changed, also where a rule moved in its file', () => {
    const moved = withMeta(a, { span: { ...a.meta.span, path: 'elsewhere.yml', line: 9 } });
    expect(difference([a, b], [b, moved])).toEqual({ added: [], changed: [], removed: [], unchanged: 2, settings: [] });
  });

  it('is what came, went, and means something else', () => {
    const found = difference([a, b], [counting('a', 5), counting('c', 1)]);
    expect(found.added.map(({ id }) => id)).toEqual(['c']);
    expect(found.removed.map(({ id }) => id)).toEqual(['b']);
    expect(found.changed.map(({ id, changes }) => [id, changes])).toEqual([['a', ['logic (its state begins anew)']]]);
    expect(found.unchanged).toBe(0);
  });

  it('names what else of a rule changed', () => {
    const cases: readonly (readonly [Partial<RuleMeta>, string])[] = [
      [{ severity: 'high' }, 'severity medium → high'],
      [{ title: 'new' }, 'title, was "a"'],
      [{ attack: { tactics: ['impact'], techniques: [] } }, 'ATT&CK tags'],
      [{ description: 'new' }, 'description or guidance'],
    ];
    for (const [meta, says] of cases) expect(difference([a], [withMeta(a, meta)]).changed[0]?.changes).toEqual([says]);
    expect(difference([a], [a], true).changed[0]?.changes).toEqual(['staged now']);
    expect(difference([a], [{ ...a, emits: false }]).changed[0]?.changes).toContain('only feeds others now');
  });

  it('names lists and settings by their names', () => {
    const before = bundleRules([], { ...emptySettings, values: { clients: ['x'], gone: [] } });
    const after = bundleRules([], { ...emptySettings, values: { clients: ['y'] }, latenessSeconds: { falco: 9 } });
    expect(bundleDifference(before, after).settings).toEqual([
      'latenessSeconds.falco added',
      'values.clients changed',
      'values.gone removed',
    ]);
  });

  it("is printed in cdk diff's own marks", () => {
    const found = difference([a, b], [withMeta(a, { severity: 'high' }), counting('c', 1)]);
    expect(differenceText(found, style(false))).toEqual([
      'Rules  1 added, 1 changed, 1 removed, 0 as deployed',
      '[+] medium        c  c',
      '[~] high          a  a',
      '      severity medium → high',
      '[-] medium        b  b',
      '',
    ]);
  });
});

describe("CDK's context options", () => {
  it.each([
    [['-c', 'stack=x'], 'x'],
    [['-cstack=x'], 'x'],
    [['--context', 'stack=x'], 'x'],
    [['--context=stack=a=b'], 'a=b'],
    [['-c', 'stack=x', '-c', 'stack=y'], 'y'],
    [['-c', 'config=x', 'stack=y'], ''],
    [['-c'], ''],
  ])('%j', (words, value) => expect(contextOf(words, 'stack')).toBe(value));
});
