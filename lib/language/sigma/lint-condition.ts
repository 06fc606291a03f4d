import { note, warning } from '../text/index.ts';
import type { Condition, DetectionSection } from './ast.ts';
import { fitsPattern } from './fits-pattern.ts';
import { printCondition } from './print-condition.ts';
import type { Report } from './report.ts';

/** What a condition can never do, or always does, whatever its searches find. */
export function lintCondition(section: DetectionSection, report: Report): void {
  const names = section.searches.map(({ name }) => name);
  const fitting = fittingNames(names);
  for (const { condition, span } of section.conditions) {
    const used = namesIn(condition, fitting);
    if (used.length > maxNames || used.some(name => !names.includes(name))) continue;
    const worlds = allWorlds(used);
    const holdsIn = (part: Condition) => worlds.filter(world => holds(part, world, fitting)).length;
    if (holdsIn(condition) === 0) {
      report(
        warning(
          'unreachable-condition',
          'this condition can never hold',
          span,
          'look for a part that contradicts another',
        ),
      );
      continue;
    }
    if (holdsIn(condition) === worlds.length) {
      const message = 'this condition always holds, so the rule finds every event of its log source';
      report(warning('always-true', message, span, 'leave out what the condition says both ways'));
      continue;
    }
    for (const part of alternatives(condition)) {
      if (holdsIn(part) > 0) continue;
      const message = `the alternative "${printCondition(part)}" can never hold`;
      report(warning('unreachable-condition', message, span, 'delete it, or mend what contradicts itself in it'));
    }
    if (holds(condition, new Set(), fitting)) {
      const message = 'this condition holds where none of the searches matches, so the rule finds all events but some';
      report(note('matches-by-default', message, span, 'begin with a search that must match'));
    }
  }
}

/** Each name doubles the work; conditions of more names are rare and are not looked through. */
const maxNames = 10;

type World = ReadonlySet<string>;

/** The searches that a pattern means; asked in every world, so worked out once. */
type Fitting = (pattern: string) => readonly string[];

function fittingNames(names: readonly string[]): Fitting {
  const known = new Map<string, readonly string[]>();
  return pattern => {
    const found = known.get(pattern) ?? names.filter(name => fitsPattern(name, pattern));
    known.set(pattern, found);
    return found;
  };
}

function allWorlds(names: readonly string[]): readonly World[] {
  return Array.from(
    { length: 2 ** names.length },
    (_, bits) => new Set(names.filter((_, index) => (bits >> index) & 1)),
  );
}

function holds(condition: Condition, world: World, fitting: Fitting): boolean {
  switch (condition.op) {
    case 'and':
      return condition.of.every(inner => holds(inner, world, fitting));
    case 'or':
      return condition.of.some(inner => holds(inner, world, fitting));
    case 'not':
      return !holds(condition.of, world, fitting);
    case 'name':
      return world.has(condition.name);
    case 'of': {
      const named = fitting(condition.pattern);
      const matching = named.filter(name => world.has(name)).length;
      return condition.least === 'all' ? matching === named.length : matching >= condition.least;
    }
    default:
      return condition satisfies never;
  }
}

function namesIn(condition: Condition, fitting: Fitting): readonly string[] {
  switch (condition.op) {
    case 'name':
      return [condition.name];
    case 'of':
      return fitting(condition.pattern);
    case 'not':
      return namesIn(condition.of, fitting);
    default:
      return [...new Set(condition.of.flatMap(inner => namesIn(inner, fitting)))];
  }
}

function alternatives(condition: Condition): readonly Condition[] {
  if (condition.op === 'or') return condition.of;
  if (condition.op === 'and') return condition.of.flatMap(alternatives);
  return [];
}
