import { writeFileSync } from 'node:fs';
import { encodeBundle, type RuleBundle } from '../../lib/engine/index.ts';
import { buildProgress } from '../build-progress.ts';
import { type Command, type ExitCode, shared } from '../command.ts';
import { plural } from '../plural.ts';
import { regexLines } from '../regex-lines.ts';
import { readRuleSet, sayFailures } from '../rule-set.ts';
import { boundsOf, stateText } from '../state-text.ts';
import { style } from '../style.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import type { Words } from '../words.ts';

export const build: Command = {
  name: 'build',
  summary: 'make the rule bundle that is deployed',
  operands: '',
  about:
    'The bundle holds every rule compiled, the index over them, and what the functions need of weir.yml. The CDK app makes\n' +
    'the same one at synth. A rule that fails stops the build unless rules.skipInvalid of weir.yml lists it.',
  options: [
    {
      name: 'out',
      takes: 'FILE',
      says: 'where to write it; without it, its rules and selectors go to standard output as JSON',
    },
    { name: 'state', takes: null, says: 'say of each rule what its state can cost at most, the costliest first' },
    { name: 'regexes', takes: null, says: 'say of each regex which rule has it, and on which engine it runs' },
    shared.rules,
    shared.config,
  ],
  examples: [{ line: 'weir build --config weir.yml --out rules.bundle', says: 'what a deploy would ship' }],
  run: buildRules,
};

async function buildRules(words: Words, terminal: Terminal): Promise<ExitCode> {
  if (words.operands.length > 0)
    throw new UsageError(`weir build takes no operands; did you mean --rules ${words.operands[0]}?`);
  const paint = style(terminal.colour);
  const set = readRuleSet(words.text('config'), words.list('rules'), terminal, {
    asDeployed: true,
    onStep: buildProgress(terminal),
  });
  terminal.progress('');
  sayFailures(set, terminal, paint);
  const { bundle, failures, rules } = set.build;
  if (failures.length > 0) {
    terminal.say(`${paint.red('no bundle:')} ${plural(failures.length, 'rule')} failed`);
    return 1;
  }
  terminal.progress(`writing ${plural(bundle.rules.length, 'rule')} …`);
  const out = words.text('out');
  if (out === '') terminal.print(JSON.stringify({ ...bundle, index: undefined }));
  else writeFileSync(out, encodeBundle(bundle));
  terminal.progress('');
  const leftOut = rules.filter(({ inclusion }) => inclusion.as === 'left-out').length;
  terminal.say(
    `bundle ${bundle.id.slice(0, 12)}: ${plural(bundle.rules.length, 'rule')}, ${plural(bundle.selectors.length, 'selector')}` +
      `${leftOut === 0 ? '' : `, ${leftOut.toLocaleString('en-US')} left out`}`,
  );
  for (const line of regexLines(bundle.rules, words.flag('regexes'))) terminal.say(line);
  sayState(bundle, words.flag('state'), terminal);
  return 0;
}

/** What state can cost at most, in one line or of every rule. */
function sayState({ rules }: RuleBundle, ofEach: boolean, terminal: Terminal): void {
  const remembering = rules
    .map(({ rule }) => ({ rule, bounds: boundsOf(rule) }))
    .filter(({ bounds }) => bounds.itemsRead > 0)
    .sort((a, b) => b.bounds.readUnits - a.bounds.readUnits);
  const [costliest] = remembering;
  if (costliest === undefined) terminal.say('state: no rule remembers anything');
  else if (ofEach) for (const { rule } of remembering) terminal.say(`${rule.meta.id}: ${stateText(rule)}`);
  else
    terminal.say(
      `state: ${plural(remembering.length, 'rule')} of ${rules.length} remember; the costliest, ${costliest.rule.meta.id}, ` +
        `${stateText(costliest.rule)} (--state: each of them)`,
    );
}
