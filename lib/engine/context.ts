import type { RE2JS } from 're2js';
import type { Micros } from '../event/index.ts';
import type { RegexTest } from '../ir/index.ts';
import { calendar } from './calendar.ts';
import { type Address, type Network, parseAddress, parseNetwork } from './cidr.ts';
import { type CompiledRegex, compileLinear, compileRegex, regexInputCap } from './regex.ts';
import type { BundleSettings } from './rule-bundle.ts';

/** What an evaluation needs besides the predicate and the row: the configuration, and what was compiled on the way. */
export interface EvaluationContext {
  /** A list of weir.yml by name; empty where there is none. */
  readonly list: (name: string) => readonly string[];
  readonly isInWindow: (name: string, time: Micros) => boolean;
  /** The starts of a window, from a time until before another; none where there is no such window. */
  readonly windowStarts: (name: string, from: Micros, until: Micros) => readonly Micros[];
  readonly regex: (test: Pick<RegexTest, 'pattern' | 'flags' | 'engine'>) => CompiledRegex;
  /** For patterns that an event itself may hold: null where there is no linear form. */
  readonly linear: (pattern: string, flags: string) => RE2JS | null;
  readonly network: (text: string) => Network | null;
  readonly address: (text: string) => Address | null;
  /** Cuts what a regex is shown, and counts it. */
  readonly capped: (text: string) => string;
  /** How often a regex was shown less than the whole text. */
  readonly cappedInputs: () => number;
}

export type EvaluationSettings = Pick<BundleSettings, 'values' | 'windows'>;

export function createContext(settings: EvaluationSettings): EvaluationContext {
  let cappedInputs = 0;
  const calendars = remember((name: string) => {
    const window = Object.hasOwn(settings.windows, name) ? settings.windows[name] : undefined;
    return window === undefined ? null : calendar(window);
  });
  const regexes = remember((key: string) => {
    const [engine, flags, ...pattern] = key.split('/');
    return compileRegex({
      engine: engine === 'native' ? 'native' : 'linear',
      flags: flags ?? '',
      pattern: pattern.join('/'),
    });
  });
  const linear = remember((key: string) => {
    const slash = key.indexOf('/');
    try {
      return compileLinear(key.slice(slash + 1), key.slice(0, slash));
    } catch {
      // A pattern that cannot be run is an argument that the function cannot use.
      return null;
    }
  });
  return {
    list: name => (Object.hasOwn(settings.values, name) ? (settings.values[name] ?? []) : []),
    isInWindow: (name, time) => calendars(name)?.contains(time) ?? false,
    windowStarts: (name, from, until) => calendars(name)?.starts(from, until) ?? [],
    regex: ({ pattern, flags, engine }) => regexes(`${engine}/${flags}/${pattern}`),
    linear: (pattern, flags) => linear(`${flags}/${pattern}`),
    network: remember(parseNetwork),
    address: parseAddress,
    capped: text => {
      if (text.length <= regexInputCap) return text;
      cappedInputs += 1;
      return text.slice(0, regexInputCap);
    },
    cappedInputs: () => cappedInputs,
  };
}

/** Rules and configuration name few keys; where events hold them, the memory is emptied before it grows without bound. */
const MOST_REMEMBERED = 20_000;

function remember<T>(make: (key: string) => T): (key: string) => T {
  const made = new Map<string, T>();
  return key => {
    const found = made.get(key);
    if (found !== undefined) return found;
    if (made.size >= MOST_REMEMBERED) made.clear();
    const value = make(key);
    made.set(key, value);
    return value;
  };
}
