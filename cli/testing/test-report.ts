import { plural } from '../plural.ts';
import { type Style, visible } from '../style.ts';

export interface TestReport {
  readonly files: readonly TestedFile[];
  /** Rule files without a test beside them. */
  readonly untested: readonly string[];
}

export interface TestedFile {
  readonly rule: string;
  readonly test: string;
  readonly cases: readonly TestedCase[];
  /** What keeps the file from being tested at all: mistakes in it, or in its rule. */
  readonly problems: readonly string[];
}

export interface TestedCase {
  readonly name: string;
  readonly line: number;
  readonly status: 'passed' | 'failed';
  readonly messages: readonly string[];
}

export function* testReportText({ files, untested }: TestReport, strict: boolean, paint: Style): Generator<string> {
  for (const { rule, test, cases, problems } of files) {
    const failed = cases.filter(one => one.status === 'failed');
    const isFine = failed.length === 0 && problems.length === 0;
    yield `${isFine ? paint.green('ok  ') : paint.red('FAIL')}  ${rule || test}  ${paint.dim(plural(cases.length, 'case'))}`;
    for (const problem of problems) yield problem.replace(/^/gm, '      ');
    for (const { name, line, messages } of failed) {
      yield `      ${paint.red('✗')} ${visible(name)}  ${paint.dim(`${test}:${line}`)}`;
      for (const message of messages) yield `        ${visible(message)}`;
    }
  }
  for (const rule of untested)
    yield `${strict ? paint.red('FAIL') : paint.yellow('none')}  ${rule}  ${paint.dim('no test beside it')}`;
  const all = files.flatMap(file => file.cases);
  const passed = all.filter(one => one.status === 'passed').length;
  const broken = all.length - passed + files.filter(file => file.problems.length > 0).length;
  const rest = untested.length === 0 ? '' : `; ${untested.length} without a test`;
  yield `${paint.bold(`${passed} passed, ${broken} failed`)} in ${plural(files.length, 'tested rule file')}${rest}`;
}

export function hasFailed({ files, untested }: TestReport, strict: boolean): boolean {
  const isBad = (file: TestedFile) => file.problems.length > 0 || file.cases.some(one => one.status === 'failed');
  return files.some(isBad) || (strict && untested.length > 0);
}
