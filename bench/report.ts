import type { Ratio } from './measure.ts';

export interface Result {
  readonly name: string;
  readonly goal: string;
  readonly events: number;
  /** Rate of slicing, parsing, reading and matching over the rate of parsing alone. */
  readonly whole: Ratio;
  /** Parsing against itself: how far the machine is to be trusted. */
  readonly control: Ratio;
  readonly parseMicros: number;
  readonly wholeMicros: number;
  /** The engine alone, per event. */
  readonly engineMicros: number;
  /** How many times the naive routed evaluator's rate, the engine alone. */
  readonly overNaive: number;
  /** Share of the routed selectors that were asked in full. */
  readonly evaluated: number;
  /** Events at which match sets were compared with the reference's, and those where they differed. */
  readonly compared: number;
  readonly wrong: number;
}

export function table(results: readonly Result[]): string {
  const head = '| work | goal | matched / parse | A/A | parse | engine | whole | over naive | asked | differ |';
  const rule = `|${' --- |'.repeat(10)}`;
  return [head, rule, ...results.map(row)].join('\n');
}

function row(result: Result): string {
  const cells = [
    result.name,
    result.goal,
    spread(result.whole),
    spread(result.control),
    `${result.parseMicros.toFixed(1)} µs`,
    `${result.engineMicros.toFixed(1)} µs`,
    `${result.wholeMicros.toFixed(1)} µs`,
    `${result.overNaive.toFixed(0)}x`,
    `${(result.evaluated * 100).toFixed(2)} %`,
    `${result.wrong} of ${result.compared}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

function spread({ median, least, greatest }: Ratio): string {
  return `${median.toFixed(2)} (${least.toFixed(2)}–${greatest.toFixed(2)})`;
}
