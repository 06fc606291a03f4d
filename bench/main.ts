import { openCorpora } from './corpora.ts';
import { fullForm } from './full.ts';
import { smallForm } from './small.ts';

/**
 * `npm run bench`: what matching costs beside parsing, as ratios of interleaved runs. `-- --json` for machines;
 * `-- --small` compares match sets alone, without the corpora, and fails on a difference; `-- --pairs N` (default 9).
 * `npm run bench -- cold`: what a container's start costs beside the SDK's clients.
 * `npm run bench -- state`: what correlation costs in DynamoDB request units.
 */
const args = process.argv.slice(2);

if (args[0] === 'state') {
  await import('./state.ts');
} else if (args[0] === 'cold') {
  await import('./cold-start.ts');
} else if (args.includes('--small')) {
  const wrong = smallForm();
  console.log(wrong === 0 ? 'match sets are equal' : `${wrong} events match differently`);
  process.exitCode = wrong === 0 ? 0 : 1;
} else {
  const open = openCorpora();
  const count = args.includes('--pairs') ? Number(args[args.indexOf('--pairs') + 1]) : 9;
  if (open === null) console.log('the corpora are not on this machine (WEIR_CORPORA); --small runs without them');
  else if (!fullForm({ open, count, asJson: args.includes('--json') })) process.exitCode = 1;
}
