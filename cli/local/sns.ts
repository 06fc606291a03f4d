import { type LocalRequest, type LocalResponse, type LocalService, startService } from './http-service.ts';
import { escapeXml } from './xml.ts';

/** What a subscriber of the topic would have got. */
export interface SnsMessage {
  readonly topicArn: string;
  readonly subject: string;
  /** As all protocols but email and SMS get it. */
  readonly message: string;
  /** As email gets it. */
  readonly emailText: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface LocalSns extends LocalService {
  readonly messages: readonly SnsMessage[];
}

/** Amazon SNS, as far as publishing goes: the query protocol, its limits and its errors. */
export async function startSns(): Promise<LocalSns> {
  const messages: SnsMessage[] = [];
  const service = await startService(request => handle(request, messages));
  return { ...service, messages };
}

/** What the real topic refuses by default. */
const maxMessageBytes = 256 * 1024;
const maxAttributes = 10;

function handle(request: LocalRequest, messages: SnsMessage[]): LocalResponse {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const action = form.get('Action') ?? '';
  if (action !== 'Publish') return refuse('InvalidAction', `this SNS stands in for Publish only, not for ${action}`);
  const read = readMessage(form);
  if (typeof read === 'string') return refuse('InvalidParameter', read);
  messages.push(read);
  return xml(
    200,
    `<PublishResponse xmlns="${namespace}"><PublishResult><MessageId>local-${messages.length}</MessageId></PublishResult>${metadata}</PublishResponse>`,
  );
}

function readMessage(form: URLSearchParams): SnsMessage | string {
  const topicArn = form.get('TopicArn') ?? '';
  const text = form.get('Message') ?? '';
  const subject = form.get('Subject') ?? '';
  if (!/^arn:[\w-]+:sns:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/.test(topicArn)) return 'Invalid parameter: TopicArn';
  if (text === '') return 'Invalid parameter: Empty message';
  if (/[^\x20-\x7e]/.test(subject) || subject.length > 100) return 'Invalid parameter: Subject';
  const attributes = readAttributes(form);
  if (Object.keys(attributes).length > maxAttributes) return `Invalid parameter: more than ${maxAttributes} attributes`;
  const bytes = Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(attributes));
  if (bytes > maxMessageBytes) return 'Invalid parameter: Message too long';
  if (form.get('MessageStructure') !== 'json') return { topicArn, subject, message: text, emailText: text, attributes };
  const byProtocol = readStructure(text);
  if (byProtocol === null) return 'Invalid parameter: Message Structure - no default entry in JSON message body';
  return {
    topicArn,
    subject,
    message: byProtocol.default,
    emailText: byProtocol.email ?? byProtocol.default,
    attributes,
  };
}

function readStructure(text: string): { readonly default: string; readonly email?: string } | null {
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== 'object' || read === null || !('default' in read) || typeof read.default !== 'string')
      return null;
    const email = 'email' in read && typeof read.email === 'string' ? { email: read.email } : {};
    return { default: read.default, ...email };
  } catch {
    return null;
  }
}

function readAttributes(form: URLSearchParams): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (let index = 1; form.has(`MessageAttributes.entry.${index}.Name`); index++) {
    const prefix = `MessageAttributes.entry.${index}`;
    attributes[form.get(`${prefix}.Name`) ?? ''] = form.get(`${prefix}.Value.StringValue`) ?? '';
  }
  return attributes;
}

const namespace = 'http://sns.amazonaws.com/doc/2010-03-31/';
const metadata = '<ResponseMetadata><RequestId>local</RequestId></ResponseMetadata>';

function refuse(code: string, message: string): LocalResponse {
  return xml(
    400,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>local</RequestId></ErrorResponse>`,
  );
}

function xml(status: number, body: string): LocalResponse {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}
