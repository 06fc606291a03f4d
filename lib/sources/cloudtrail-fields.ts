import {
  type FieldRead,
  type FieldTable,
  isObject,
  type JsonArray,
  type JsonObject,
  type JsonValue,
} from '../event/index.ts';
import { account, commonFields, region } from './common-fields.ts';
import {
  asList,
  at,
  computed,
  constant,
  firstOf,
  ipAddress,
  known,
  looksLikeIp,
  mapped,
  textAt,
  walk,
} from './field-read.ts';
import { javaText } from './java-text.ts';

const identity = (...path: readonly string[]): FieldRead => known(at('userIdentity', ...path));
const issuer = (name: string): FieldRead => identity('sessionContext', 'sessionIssuer', name);
const filled = (...path: readonly string[]): FieldRead => known(at(...path));
const spelt = (name: string): FieldRead => mapped(filled(name), 'as text,', javaText);
const resource = (name: string): FieldRead =>
  computed(`\`${name}\` of each of \`resources\``, fields => {
    const found = membersOf(fields.resources).flatMap(member => (isObject(member) ? (member[name] ?? []) : []));
    return found.length === 0 ? undefined : found;
  });

const userName = firstOf(identity('userName'), issuer('userName'));

export const cloudtrailFields: FieldTable = {
  source: 'cloudtrail',
  ecs: {
    ...commonFields('aws', 'aws.cloudtrail'),
    'event.action': filled('eventName'),
    'event.provider': filled('eventSource'),
    'event.id': filled('eventID'),
    'event.created': filled('eventTime'),
    'event.outcome': computed('failure where `errorCode` or `errorMessage` is set, or a console login failed', outcome),
    'event.category': computed('by `eventName` and `eventSource`', category),
    'event.type': computed('by `eventName`', fields => [typeOf(fields)]),
    'user.name': userName,
    'user.id': identity('principalId'),
    'user.target.name': filled('requestParameters', 'userName'),
    'user.changes.name': filled('requestParameters', 'newUserName'),
    'group.name': filled('requestParameters', 'groupName'),
    'related.user': computed('user names of caller and target', (fields, event) => {
      const names = [userName.read(fields, event), walk(fields, ['requestParameters', 'userName'])];
      const found = names.filter(name => typeof name === 'string');
      return found.length === 0 ? undefined : found;
    }),
    'source.ip': ipAddress(filled('sourceIPAddress')),
    'source.address': filled('sourceIPAddress'),
    'source.domain': mapped(filled('sourceIPAddress'), 'where no address,', value =>
      typeof value === 'string' && !looksLikeIp(value) ? value : undefined,
    ),
    'related.ip': asList(ipAddress(filled('sourceIPAddress'))),
    'user_agent.original': filled('userAgent'),
    'tls.version': mapped(filled('tlsDetails', 'tlsVersion'), 'number of', value => String(value).replace(/^TLSv/, '')),
    'tls.cipher': filled('tlsDetails', 'cipherSuite'),
    'tls.client.server_name': filled('tlsDetails', 'clientProvidedHostHeader'),
    'cloud.provider': constant('aws'),
    'cloud.account.id': firstOf(filled('recipientAccountId'), identity('accountId'), account),
    'cloud.region': firstOf(filled('awsRegion'), region),
    'cloud.service.name': mapped(filled('eventSource'), 'first label of', value => String(value).split('.')[0]),
    'aws.cloudtrail.event_version': filled('eventVersion'),
    'aws.cloudtrail.event_type': filled('eventType'),
    'aws.cloudtrail.event_category': filled('eventCategory'),
    'aws.cloudtrail.api_version': filled('apiVersion'),
    'aws.cloudtrail.request_id': filled('requestID'),
    'aws.cloudtrail.shared_event_id': filled('sharedEventID'),
    'aws.cloudtrail.vpc_endpoint_id': filled('vpcEndpointId'),
    'aws.cloudtrail.recipient_account_id': filled('recipientAccountId'),
    'aws.cloudtrail.read_only': filled('readOnly'),
    'aws.cloudtrail.management_event': filled('managementEvent'),
    'aws.cloudtrail.session_credential_from_console': filled('sessionCredentialFromConsole'),
    'aws.cloudtrail.error_code': filled('errorCode'),
    'aws.cloudtrail.error_message': filled('errorMessage'),
    'aws.cloudtrail.user_identity.type': identity('type'),
    'aws.cloudtrail.user_identity.arn': identity('arn'),
    'aws.cloudtrail.user_identity.access_key_id': identity('accessKeyId'),
    'aws.cloudtrail.user_identity.invoked_by': identity('invokedBy'),
    'aws.cloudtrail.user_identity.session_context.mfa_authenticated': identity(
      'sessionContext',
      'attributes',
      'mfaAuthenticated',
    ),
    'aws.cloudtrail.user_identity.session_context.creation_date': identity(
      'sessionContext',
      'attributes',
      'creationDate',
    ),
    'aws.cloudtrail.user_identity.session_context.session_issuer.type': issuer('type'),
    'aws.cloudtrail.user_identity.session_context.session_issuer.principal_id': issuer('principalId'),
    'aws.cloudtrail.user_identity.session_context.session_issuer.arn': issuer('arn'),
    'aws.cloudtrail.user_identity.session_context.session_issuer.account_id': issuer('accountId'),
    'aws.cloudtrail.request_parameters': spelt('requestParameters'),
    'aws.cloudtrail.response_elements': spelt('responseElements'),
    'aws.cloudtrail.additional_eventdata': spelt('additionalEventData'),
    'aws.cloudtrail.service_event_details': spelt('serviceEventDetails'),
    'aws.cloudtrail.flattened.request_parameters': filled('requestParameters'),
    'aws.cloudtrail.flattened.response_elements': filled('responseElements'),
    'aws.cloudtrail.flattened.additional_eventdata': filled('additionalEventData'),
    'aws.cloudtrail.flattened.service_event_details': filled('serviceEventDetails'),
    'aws.cloudtrail.resources.arn': firstOf(resource('ARN'), resource('arn')),
    'aws.cloudtrail.resources.type': resource('type'),
    'aws.cloudtrail.resources.account_id': resource('accountId'),
    'aws.cloudtrail.console_login.additional_eventdata.mfa_used': mapped(
      filled('additionalEventData', 'MFAUsed'),
      'is it Yes:',
      value => value === 'Yes',
    ),
    'aws.cloudtrail.console_login.additional_eventdata.mobile_version': mapped(
      filled('additionalEventData', 'MobileVersion'),
      'is it Yes:',
      value => value === 'Yes',
    ),
    'aws.cloudtrail.console_login.additional_eventdata.login_to': filled('additionalEventData', 'LoginTo'),
  },
  subtrees: [
    { name: 'aws.cloudtrail.flattened.request_parameters', path: ['requestParameters'] },
    { name: 'aws.cloudtrail.flattened.response_elements', path: ['responseElements'] },
    { name: 'aws.cloudtrail.flattened.additional_eventdata', path: ['additionalEventData'] },
    { name: 'aws.cloudtrail.flattened.service_event_details', path: ['serviceEventDetails'] },
    { name: 'aws.cloudtrail.request_parameters', path: ['requestParameters'] },
    { name: 'aws.cloudtrail.response_elements', path: ['responseElements'] },
    { name: 'aws.cloudtrail.additional_eventdata', path: ['additionalEventData'] },
  ],
  vendorRoots: [[]],
  knowsVendorName: name => CLOUDTRAIL_NAME.test(name),
  isEcs: false,
};

/** The record contents that AWS documents; what stands below the objects among them is each service's own. */
const CLOUDTRAIL_NAME =
  /^(?:userIdentity|requestParameters|responseElements|additionalEventData|serviceEventDetails|resources|tlsDetails|insightDetails|edgeDeviceDetails|addendum|sessionContext|eventContext|networkActivityEventDetails)(?:\.|$)|^(?:eventVersion|eventTime|eventSource|eventName|awsRegion|sourceIPAddress|userAgent|errorCode|errorMessage|requestID|eventID|eventType|apiVersion|managementEvent|readOnly|recipientAccountId|sharedEventID|vpcEndpointId|vpcEndpointAccountId|eventCategory|sessionCredentialFromConsole)$/;

function outcome(fields: JsonObject): JsonValue {
  const isError = [fields.errorCode, fields.errorMessage].some(value => typeof value === 'string' && value !== '');
  const login = textAt(fields, 'responseElements', 'ConsoleLogin');
  return isError || login === 'Failure' ? 'failure' : 'success';
}

function category(fields: JsonObject): JsonValue | undefined {
  const name = textAt(fields, 'eventName');
  const source = textAt(fields, 'eventSource');
  if (LOGINS.test(name)) return ['authentication'];
  if (source === 'iam.amazonaws.com') return ['iam'];
  if (source === 'rds.amazonaws.com' || source === 'rdsdata.amazonaws.com' || source === 'dynamodb.amazonaws.com')
    return ['database'];
  if (source === 's3.amazonaws.com' && /Object/.test(name)) return ['file'];
  return /^(?:Create|Update|Modify|Put|Delete|Attach|Detach|Start|Stop)/.test(name) ? ['configuration'] : undefined;
}

const LOGINS =
  /^(?:ConsoleLogin|SwitchRole|AssumeRole|GetSessionToken|GetFederationToken|CredentialVerification|UserAuthentication)/;

function typeOf(fields: JsonObject): string {
  const name = textAt(fields, 'eventName');
  if (LOGINS.test(name)) return 'start';
  if (/^(?:Create|Run|Put)/.test(name)) return 'creation';
  if (/^(?:Delete|Terminate)/.test(name)) return 'deletion';
  if (/^(?:Update|Modify|Attach|Detach|Set|Add|Remove|Enable|Disable)/.test(name)) return 'change';
  return /^(?:Get|List|Describe|Download)/.test(name) ? 'access' : 'info';
}

function membersOf(value: JsonValue | undefined): JsonArray {
  return Array.isArray(value) ? value : [];
}
