import type { CanaryPorts, Subscribers } from '../../../cli/canary/ports.ts';
import { buildFromConfig, loadConfig } from '../../../lib/build/index.ts';
import { memoryStore } from '../../../lib/correlation/index.ts';
import { memoryFindingSink } from '../../../lib/finding/index.ts';
import { detect, detectPorts, prepareRuleset } from '../../../lib/pipeline/index.ts';

/** What is wrong with the world; nothing where left out. */
export interface Broken {
  readonly stream?: Error;
  /** Records go in and nobody looks at them. */
  readonly isDeaf?: boolean;
  readonly way?: string;
  readonly subscribers?: Subscribers;
  readonly snsReason?: string;
  readonly isSilentAtSns?: boolean;
  readonly hub?: 'off' | 'refuses' | 'never archives';
}

const root = `${import.meta.dirname}/../../..`;
const { bundle } = buildFromConfig(loadConfig('', root), root, { paths: ['rules/operation'] });
const rules = prepareRuleset(bundle);

/** A stack of nothing but the real detection with the real canary rule; receivers take what they get after a second. */
export function world(
  broken: Broken = {},
): CanaryPorts & { readonly put: CanaryPorts['put']; readonly lines: string[] } {
  const findings = memoryFindingSink();
  const ports = detectPorts({ state: memoryStore(), findings, rules });
  const lines: string[] = [];
  let millis = Date.UTC(2026, 10, 21, 6);
  const publish = async (): Promise<void> => {
    for (const { finding } of findings.rows()) {
      const { id, revision } = finding;
      if (broken.snsReason !== undefined)
        await findings.recordFailed(id, 'sns', revision, broken.snsReason, millis * 1000);
      else if (!broken.isSilentAtSns) await findings.recordSent(id, 'sns', revision, millis * 1000);
      if (broken.hub === 'refuses')
        await findings.recordFailed(id, 'securityHub', revision, 'InvalidInput', millis * 1000);
      else if (broken.hub !== 'off') await findings.recordSent(id, 'securityHub', revision, millis * 1000);
    }
  };
  return {
    lines,
    topic: 'arn:aws:sns:eu-central-1:123456789012:findings',
    now: () => millis,
    wait: async pause => {
      millis += pause;
      await publish();
    },
    put: async put => {
      if (broken.stream !== undefined) throw broken.stream;
      lines.push(...put);
      if (broken.isDeaf === true) return;
      const bytes = Buffer.from(`${put.join('\n')}\n`);
      const data = bytes.toString('base64');
      const record = { recordId: String(lines.length), bytes, data, arrival: millis * 1000 };
      await detect({ account: '123456789012', region: 'eu-central-1', records: [record] }, ports, millis * 1000);
    },
    find: async canary => findings.rows().find(row => Object.values(row.finding.entity).includes(canary)) ?? null,
    subscribers: async () => (broken.subscribers === undefined ? { confirmed: 1, pending: 0 } : broken.subscribers),
    recordInHub: async id => {
      if (broken.hub === 'off') return 'off';
      const row = await findings.load(id);
      if (row === null || row.sent.securityHub.revision === 0) return 'absent';
      return row.finding.state === 'retracted' && broken.hub !== 'never archives' ? 'ARCHIVED' : 'ACTIVE';
    },
    lookAtWay: async () => broken.way ?? '',
  };
}
