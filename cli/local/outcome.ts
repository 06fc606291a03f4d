import { isObject, type JsonValue } from '../../lib/event/index.ts';
import type { Finding } from '../../lib/finding/index.ts';
import type { FunctionMetrics } from './function-metrics.ts';
import type { Line } from './line.ts';
import type { AsffDocument } from './security-hub.ts';
import type { SnsMessage } from './sns.ts';

/** What went through the local line, and what came of it: `npm start -- --format json`. */
export interface Outcome {
  readonly rules: { readonly deployed: number };
  readonly functions: { readonly node: string; readonly codeBytes: Readonly<Record<string, number>> };
  readonly input: {
    readonly records: number;
    readonly failedRecords: number;
    readonly events: number;
    readonly lateEvents: number;
    readonly sources: Readonly<Record<string, number>>;
  };
  readonly findings: readonly Finding[];
  readonly sns: readonly SnsMessage[];
  readonly securityHub: readonly Imported[];
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
  /** Errors and warnings that the functions logged. */
  readonly complaints: readonly string[];
}

export interface Imported {
  readonly label: string;
  readonly workflow: string;
  readonly types: string;
  readonly resources: string;
  /** The finding as Security Hub has it. */
  readonly asff: AsffDocument;
}

export async function readOutcome(line: Line, metrics: FunctionMetrics, deployed: number): Promise<Outcome> {
  const { firehose, aws, functions, codeBytes } = line;
  return {
    rules: { deployed },
    functions: { node: functions.detect.nodeVersion, codeBytes },
    input: {
      records: firehose.counts.records,
      failedRecords: firehose.counts.failed,
      events: metrics.sum('Events'),
      lateEvents: metrics.sum('LateEvents'),
      sources: metrics.sources(),
    },
    findings: await line.findings(),
    sns: aws.sns.messages,
    securityHub: [...aws.securityHub.findings.values()].map(imported),
    refused: aws.securityHub.refused,
    complaints: metrics.complaints(),
  };
}

function imported(asff: AsffDocument): Imported {
  const provided = objectOf(asff.FindingProviderFields);
  return {
    label: textOf(objectOf(provided.Severity).Label),
    workflow: textOf(objectOf(asff.Workflow).Status),
    types: listOf(provided.Types).map(textOf).join(', '),
    resources: listOf(asff.Resources)
      .map(resource => `${textOf(objectOf(resource).Type)} ${textOf(objectOf(resource).Id)}`)
      .join(', '),
    asff,
  };
}

function objectOf(value: JsonValue | undefined): AsffDocument {
  return isObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
