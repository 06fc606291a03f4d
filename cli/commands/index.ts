import type { Command } from '../command.ts';
import { baseline } from './baseline.ts';
import { build } from './build.ts';
import { check } from './check.ts';
import { cost } from './cost.ts';
import { coverage } from './coverage.ts';
import { detect } from './detect.ts';
import { explain } from './explain.ts';
import { findings } from './findings.ts';
import { hunt } from './hunt.ts';
import { test } from './test.ts';

/** In the order in which a person meets them. */
export const commands: readonly Command[] = [
  check,
  detect,
  test,
  explain,
  hunt,
  coverage,
  build,
  findings,
  baseline,
  cost,
];
