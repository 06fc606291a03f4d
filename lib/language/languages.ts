import { attack } from './attack/index.ts';
import { elastic } from './elastic/index.ts';
import { eql } from './eql/index.ts';
import { kuery } from './kuery/index.ts';

import { kusto } from './kusto/index.ts';

import { secl } from './secl/index.ts';
import { sigma } from './sigma/index.ts';
import type { Language, RuleFile } from './text/index.ts';

/** Every language, asked in this order whether a file is its own. */
export const languages: readonly Language[] = [sigma, elastic, eql, kuery, secl, kusto, attack];

/** Which language a file is written in; null where none says that it is its own. */
export function languageOf(file: RuleFile): Language | null {
  return languages.find(language => language.recognises(file)) ?? null;
}
