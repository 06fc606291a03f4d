import { isObject, type JsonValue } from '../../lib/event/index.ts';
import { mostAsffBytes, validateAsff } from '../../lib/finding/index.ts';
import { type LocalRequest, type LocalResponse, type LocalService, startService } from './http-service.ts';
import { place } from './place.ts';

export interface LocalSecurityHub extends LocalService {
  /** By finding id: the latest import that was taken. */
  readonly findings: ReadonlyMap<string, AsffDocument>;
  /** What was refused, and why. */
  readonly refused: readonly { readonly id: string; readonly reason: string }[];
}

export type AsffDocument = Readonly<Record<string, JsonValue>>;

/** Limits of BatchImportFindings. */
const mostFindings = 100;
const mostBytes = 6 * 1024 * 1024;

/**
 * Security Hub CSPM, as far as BatchImportFindings goes, and as strict: each finding is held to the format, one that is
 * not newer than what is stored is ignored, and what an analyst owns (Workflow, Note) is never taken from a provider.
 */
export async function startSecurityHub(): Promise<LocalSecurityHub> {
  const findings = new Map<string, AsffDocument>();
  const refused: { id: string; reason: string }[] = [];
  const service = await startService(request => handle(request, findings, refused));
  return { ...service, findings, refused };
}

function handle(
  request: LocalRequest,
  findings: Map<string, AsffDocument>,
  refused: { id: string; reason: string }[],
): LocalResponse {
  if (request.method !== 'POST' || request.path !== '/findings/import')
    return reply(404, { __type: 'ResourceNotFoundException', Message: 'this Security Hub stands in for imports only' });
  const body: JsonValue = JSON.parse(request.body.toString('utf8'));
  const batch = isObject(body) && Array.isArray(body.Findings) ? (body.Findings as readonly JsonValue[]) : [];
  if (batch.length === 0 || batch.length > mostFindings || request.body.length > mostBytes)
    return reply(400, { __type: 'InvalidInputException', Message: `1 to ${mostFindings} findings and 6 MB in a call` });
  const failed = batch.flatMap(finding => {
    const reason = whyRefused(finding);
    const id = isObject(finding) && typeof finding.Id === 'string' ? finding.Id : '';
    if (reason !== '') {
      refused.push({ id, reason });
      return [{ Id: id, ErrorCode: 'InvalidInput', ErrorMessage: reason }];
    }
    if (isObject(finding)) keep(id, finding, findings);
    return [];
  });
  return reply(200, { FailedCount: failed.length, SuccessCount: batch.length - failed.length, FailedFindings: failed });
}

function whyRefused(finding: JsonValue): string {
  if (Buffer.byteLength(JSON.stringify(finding)) > mostAsffBytes) return 'Finding is larger than 240 KB';
  const [first, ...rest] = validateAsff(finding, place);
  if (first === undefined) return '';
  return `Finding does not adhere to Amazon Finding Format: ${first}${rest.length > 0 ? ` and ${rest.length} more` : ''}`;
}

function keep(id: string, finding: AsffDocument, findings: Map<string, AsffDocument>): void {
  const stored = findings.get(id);
  if (stored !== undefined && String(stored.UpdatedAt) >= String(finding.UpdatedAt)) return;
  findings.set(id, { ...finding, Workflow: stored?.Workflow ?? { Status: 'NEW' } });
}

function reply(status: number, body: object): LocalResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
