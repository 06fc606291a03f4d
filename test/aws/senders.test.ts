import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { securityHubClient, securityHubPort, snsClient, snsSender } from '../../lib/aws/index.ts';
import { renderAsff, renderSnsMessage } from '../../lib/finding/index.ts';
import { finding, midnight } from '../finding/samples.ts';
import { type AnsweringServer, answeringServer } from './answering-server.ts';

const local = { region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } };
const place = { partition: 'aws', account: '123456789012', region: 'eu-west-1' } as const;
let server: AnsweringServer;

beforeAll(async () => {
  server = await answeringServer();
});
beforeEach(() => {
  server.requests.length = 0;
  server.answers.length = 0;
});
afterAll(() => server.stop());

describe('SNS', () => {
  const send = () =>
    snsSender(
      snsClient({ ...local, endpoint: server.endpoint }),
      'arn:aws:sns:eu-west-1:123456789012:findings',
    )(renderSnsMessage(finding(), 'new'));
  const sent = {
    status: 200,
    body: '<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
  };
  const error = (status: number, code: string, message = 'no') => ({
    status,
    body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  });

  it('gets the message, its structure and its attributes', async () => {
    server.answers.push(sent);
    expect(await send()).toEqual({ outcome: 'sent' });
    const form = new URLSearchParams(server.requests[0]);
    expect(form.get('MessageStructure')).toBe('json');
    expect(JSON.parse(JSON.parse(form.get('Message') ?? '').default)).toEqual(finding());
    expect(form.get('Subject')).toBe('[HIGH] Database dumped by deploy (db-3, deploy)');
    const names = [...form]
      .filter(([name]) => /^MessageAttributes\.entry\.\d+\.Name$/.test(name))
      .map(([, value]) => value);
    expect(names).toEqual(['severity', 'rule', 'tactic', 'account', 'region', 'state', 'source', 'finding']);
  });

  it.each([
    { code: 'InvalidParameter', message: 'Message too long', status: 400, outcome: 'refused' },
    { code: 'InvalidParameter', message: 'TopicArn', status: 400, outcome: 'off' },
    { code: 'NotFound', message: 'Topic does not exist', status: 404, outcome: 'off' },
    { code: 'AuthorizationError', message: 'not authorized', status: 403, outcome: 'off' },
    { code: 'KMSAccessDenied', message: 'key', status: 400, outcome: 'off' },
  ])('$code ($message) means $outcome, at once', async ({ code, message, status, outcome }) => {
    server.answers.push(error(status, code, message));
    expect(await send()).toMatchObject({ outcome });
    expect(server.requests).toHaveLength(1);
  });

  it('being throttled is tried again, and then failed for now', async () => {
    server.answers.push(error(429, 'Throttled'), sent);
    expect(await send()).toEqual({ outcome: 'sent' });
    server.answers.length = 0;
    server.answers.push(error(429, 'Throttled'));
    expect(await send()).toMatchObject({ outcome: 'failed' });
  });

  it('nobody listening is failed for now', async () => {
    const gone = snsSender(
      snsClient({ ...local, endpoint: 'http://127.0.0.1:1' }),
      'arn:aws:sns:eu-west-1:123456789012:x',
    );
    expect(await gone(renderSnsMessage(finding(), 'new'))).toMatchObject({ outcome: 'failed' });
  });
});

describe('Security Hub', () => {
  const asff = renderAsff(finding(), { place, createdAt: midnight, updatedAt: midnight });
  const send = () =>
    securityHubPort(securityHubClient({ ...local, endpoint: server.endpoint }), place).importBatch([asff]);
  const error = (status: number, name: string) => ({
    status,
    body: JSON.stringify({ Message: 'no', Code: name }),
    headers: { 'x-amzn-errortype': name },
  });

  it('gets the findings as they were rendered', async () => {
    server.answers.push({ status: 200, body: JSON.stringify({ SuccessCount: 1, FailedCount: 0, FailedFindings: [] }) });
    expect(await send()).toEqual({ outcome: 'answered', failed: new Map() });
    expect(JSON.parse(server.requests[0] ?? '')).toEqual({ Findings: [JSON.parse(JSON.stringify(asff))] });
  });

  it.each([
    { code: 'InvalidInput', outcome: 'refused' },
    { code: 'InternalError', outcome: 'failed' },
    { code: 'LimitExceeded', outcome: 'failed' },
    { code: 'AccessDenied', outcome: 'off' },
  ])('FailedFindings with $code is $outcome, whatever the status says', async ({ code, outcome }) => {
    const failed = { Id: 'f1', ErrorCode: code, ErrorMessage: 'because' };
    server.answers.push({
      status: 200,
      body: JSON.stringify({ SuccessCount: 0, FailedCount: 1, FailedFindings: [failed] }),
    });
    const answer = await send();
    expect(answer.outcome === 'answered' && answer.failed.get('f1')).toMatchObject({ outcome });
  });

  it.each([
    { status: 401, name: 'InvalidAccessException', outcome: 'off' },
    { status: 403, name: 'AccessDeniedException', outcome: 'off' },
    { status: 400, name: 'InvalidInputException', outcome: 'invalid' },
    { status: 429, name: 'LimitExceededException', outcome: 'throttled' },
    { status: 429, name: 'TooManyRequestsException', outcome: 'throttled' },
    { status: 500, name: 'InternalException', outcome: 'failed' },
  ])('$name means $outcome', async ({ status, name, outcome }) => {
    server.answers.push(error(status, name));
    expect(await send()).toMatchObject({ outcome });
    expect(server.requests).toHaveLength(1);
  });
});
