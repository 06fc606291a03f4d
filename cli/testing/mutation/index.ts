/** Test cases changed as somebody would who wants not to be found, and what of it is found all the same. */

import type { Mutation } from './mutation.ts';
import { dropped, nulled } from './of-fields.ts';
import { otherPath, quoting, renamed, spaces, throughEnv } from './of-processes.ts';
import { comments, letterCase, split, statementSpaces } from './of-statements.ts';

export { mutateRuleFile } from './mutate-rule-file.ts';
export { hasMutants, type MutatedRule, type MutationReport, mutationReportText, totalsOf } from './mutation-report.ts';

export const mutations: readonly Mutation[] = [
  renamed,
  throughEnv,
  otherPath,
  letterCase,
  quoting,
  spaces,
  statementSpaces,
  comments,
  split,
  dropped,
  nulled,
];
