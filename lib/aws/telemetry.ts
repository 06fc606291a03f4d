import { isSecretKey, redact, redacted } from '../finding/index.ts';

/** Where a function writes what operators read. Everything is one JSON line; secrets are redacted, whoever passes them. */
export interface Telemetry {
  readonly log: (level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>) => void;
  /** CloudWatch's embedded metric format: counts that alarms can stand on, for the price of a log line. */
  readonly metrics: (dimensions: Readonly<Record<string, string>>, values: Readonly<Record<string, number>>) => void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export const metricNamespace = 'weir';

export function createTelemetry(write: (line: string) => void, nowMillis: () => number): Telemetry {
  return {
    log: (level, message, fields = {}) =>
      write(JSON.stringify({ level, message, time: new Date(nowMillis()).toISOString(), ...fields }, safely)),
    metrics: (dimensions, values) => {
      if (Object.keys(values).length > 0) write(JSON.stringify(embeddedMetrics(dimensions, values, nowMillis())));
    },
  };
}

/** At most this many metrics go into one line; nobody here has more. */
const mostMetrics = 100;

function embeddedMetrics(
  dimensions: Readonly<Record<string, string>>,
  values: Readonly<Record<string, number>>,
  millis: number,
): object {
  const metrics = Object.keys(values)
    .slice(0, mostMetrics)
    .map(Name => ({ Name, Unit: unitOf(Name) }));
  const directive = { Namespace: metricNamespace, Dimensions: [Object.keys(dimensions)], Metrics: metrics };
  return { _aws: { Timestamp: millis, CloudWatchMetrics: [directive] }, ...dimensions, ...values };
}

/** Units live in names: `PublishLagSeconds`. */
function unitOf(name: string): string {
  return ['Seconds', 'Milliseconds', 'Bytes', 'Percent'].find(unit => name.endsWith(unit)) ?? 'Count';
}

/** Redacts each text by itself, so that the line stays JSON. Errors have no enumerable fields and would log as `{}`. */
function safely(key: string, value: unknown): unknown {
  if (typeof value === 'string') return isSecretKey(key) ? redacted : redact(value);
  if (value instanceof Error)
    return { name: value.name, message: value.message, cause: value.cause, stack: value.stack };
  return typeof value === 'bigint' ? String(value) : value;
}
