import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildFromConfig, canaryRuleId, loadConfig } from '../../lib/build/index.ts';
import { readConfig } from '../../lib/config/index.ts';

const home = join(import.meta.dirname, '../..');
const loaded = loadConfig('', home);

function deployedIds(weirYml: string, paths: readonly string[]): readonly string[] {
  const { config } = readConfig({ path: 'weir.yml', text: weirYml });
  const { bundle, diagnostics } = buildFromConfig({ ...loaded, config }, home, { paths, ownRulesOf: home });
  expect(diagnostics).toEqual([]);
  return bundle.rules.map(({ rule }) => rule.meta.id);
}

describe('the rule of the canary is deployed', () => {
  it('with rules that do not hold it, and whatever level is asked for', () => {
    expect(deployedIds('', ['rules/visibility'])).toContain(canaryRuleId);
    expect(deployedIds('rules: {minLevel: critical, statuses: [stable]}', ['rules'])).toContain(canaryRuleId);
  });

  it('once, where the rules hold it already', () => {
    expect(deployedIds('', ['rules/operation'])).toEqual([canaryRuleId]);
  });

  it('but where it is disabled', () => {
    expect(deployedIds(`rules: {disable: [${canaryRuleId}]}`, ['rules/visibility'])).not.toContain(canaryRuleId);
  });
});
