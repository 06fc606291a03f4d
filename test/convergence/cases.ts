import type { Case } from './case.ts';
import { chainCases } from './chain-cases.ts';
import { otherCases } from './other-cases.ts';
import { queryCases } from './query-cases.ts';
import { sequenceCases } from './sequence-cases.ts';
import { variableCases } from './variable-cases.ts';
import { windowCases } from './window-cases.ts';

/** Rules of every kind. A new kind is a file beside these, and a line here. */
export const cases: readonly Case[] = [
  ...windowCases,
  ...sequenceCases,
  ...variableCases,
  ...otherCases,
  ...queryCases,
  ...chainCases,
];
