/** What a deployment is like, as far as its cost depends on it. */
export interface Workload {
  /** Logs per day as they are written, before any compression: by CloudWatch Logs, and put into the plain stream. */
  readonly vendedGigabytesPerDay: number;
  readonly directGigabytesPerDay: number;
  /** Of a record that a producer puts into the plain stream: one line, or as many as it gathers. */
  readonly recordBytes: number;
  /** How many times smaller CloudWatch Logs' gzip makes logs. */
  readonly gzipRatio: number;
  readonly daysPerMonth: number;
  readonly bufferMebibytes: number;
  readonly bufferSeconds: number;
  /** Of detect, for a gigabyte of logs. */
  readonly lambdaSecondsPerGigabyte: number;
  readonly writeUnitsPerGigabyte: number;
  readonly readUnitsPerGigabyte: number;
  readonly findingsPerDay: number;
  readonly archive: boolean;
  readonly archiveDays: number;
}

/** One line of the bill. Its name is what a price list is keyed by. */
export interface Usage {
  readonly name: string;
  readonly unit: string;
  readonly amount: number;
  readonly because: string;
}

/** Firehose bills each record of a direct PUT as a multiple of this; what AWS itself delivers is billed as it is. */
const billedStep = 5 * 1024;
const gigabyte = 1e9;
const secondsPerDay = 86_400;
/** Memory of the functions in cdk/weir-stack.ts, publisher.ts and sweep.ts, in the GB of Lambda's bill. */
const memory = { detect: 1769 / 1024, publish: 0.5, sweep: 1 } as const;
/** Estimates: a sweep with nothing due, and a finding's sending to both receivers. Both are small beside detection. */
const secondsPerSweep = 0.2;
const secondsPerFinding = 0.3;
/** Write units of a finding's row over its life: made, counted up a few times, sent to two receivers, with its indexes. */
const writesPerFinding = 15;
/** A line of metrics for the batch, one for each source and severity, and Lambda's own three. */
const logBytesPerCall = 3_000;
/** Firehose writes an object when it has gathered 64 MiB, or every minute. */
const objectBytes = 64 * 1024 * 1024;
const objectSeconds = 60;

/** Units of a month, each with why there are so many. Knows no price. */
export function monthlyUnits(load: Workload): readonly Usage[] {
  const { daysPerMonth: days, vendedGigabytesPerDay: vended, directGigabytesPerDay: direct } = load;
  const rounded = direct * (billedBytes(load.recordBytes) / load.recordBytes);
  const delivered = vended / load.gzipRatio;
  const calls = (callsPerDay(delivered, load) + callsPerDay(direct, load)) * days;
  const sweeps = (secondsPerDay / 60) * days;
  const findings = load.findingsPerDay * days;
  const gigabytes = (vended + direct) * days;
  const seconds = gigabytes * load.lambdaSecondsPerGigabyte;
  const kept = load.archive ? (delivered + direct) * load.archiveDays : 0;
  const objects = load.archive ? (objectsPerDay(delivered) + objectsPerDay(direct)) * days : 0;
  const share = `${(billedBytes(load.recordBytes) / load.recordBytes).toFixed(1)} times the data`;
  return [
    usage('firehose-vended', 'GB', delivered * days, `CloudWatch Logs, gzip 1:${load.gzipRatio}, no rounding`),
    usage(
      'firehose-direct',
      'GB',
      rounded * days,
      `records of ${load.recordBytes} bytes are billed as 5 KB steps: ${share}`,
    ),
    usage(
      'lambda-requests',
      'requests',
      calls + sweeps + findings,
      `a call for ${load.bufferMebibytes} MiB or ${load.bufferSeconds} s of a stream; a sweep a minute`,
    ),
    usage(
      'lambda-gb-seconds',
      'GB-s',
      seconds * memory.detect + sweeps * secondsPerSweep * memory.sweep + findings * secondsPerFinding * memory.publish,
      `${load.lambdaSecondsPerGigabyte} s of detect for a GB of logs`,
    ),
    usage(
      'dynamodb-write-units',
      'units',
      gigabytes * load.writeUnitsPerGigabyte + findings * writesPerFinding,
      `${load.writeUnitsPerGigabyte} for a GB of logs, ${writesPerFinding} for a finding`,
    ),
    usage(
      'dynamodb-read-units',
      'units',
      gigabytes * load.readUnitsPerGigabyte + sweeps * sweepReads,
      `${load.readUnitsPerGigabyte} for a GB of logs, ${sweepReads} for a sweep`,
    ),
    usage('s3-gb-months', 'GB-months', kept, load.archive ? `kept ${load.archiveDays} days` : 'archiving is off'),
    usage('s3-puts', 'requests', objects, load.archive ? 'an object for 64 MiB or a minute' : 'archiving is off'),
    usage(
      'logs-gb',
      'GB',
      ((calls + sweeps) * logBytesPerCall) / gigabyte,
      "the functions' own logs, metrics among them",
    ),
    usage('sns-messages', 'messages', findings, 'one for each new finding'),
    usage('cloudwatch-metrics', 'metrics', 60, 'about: counts, and two for each source and severity'),
    usage('cloudwatch-alarms', 'alarms', 24, 'docs/operating.md lists them'),
    usage('kms-keys', 'keys', 1, 'none where deploy.kmsKeyArn names yours'),
  ];
}

/** A sweep asks eight shards of timers, and each receiver's backlog. */
const sweepReads = 12;

function usage(name: string, unit: string, amount: number, because: string): Usage {
  return { name, unit, amount, because };
}

function billedBytes(recordBytes: number): number {
  return Math.ceil(recordBytes / billedStep) * billedStep;
}

/** Firehose calls when one buffer is full or old; a stream without data is not called. */
function callsPerDay(gigabytes: number, { bufferMebibytes, bufferSeconds }: Workload): number {
  if (gigabytes === 0) return 0;
  const full = (gigabytes * gigabyte) / (bufferMebibytes * 1024 * 1024);
  return Math.ceil(bufferSeconds === 0 ? full : Math.max(full, secondsPerDay / bufferSeconds));
}

function objectsPerDay(gigabytes: number): number {
  if (gigabytes === 0) return 0;
  return Math.ceil(Math.max((gigabytes * gigabyte) / objectBytes, secondsPerDay / objectSeconds));
}
