import type { Option } from '../command.ts';

/** For commands that talk to a deployed stack. Credentials are the AWS SDK's own. */
export const stackOptions: readonly Option[] = [
  { name: 'stack', takes: 'NAME', default: 'weir', says: 'the deployed stack' },
  { name: 'region', takes: 'REGION', says: 'its AWS Region; without it, AWS_REGION or that of the profile' },
  { name: 'endpoint', takes: 'URL', says: 'another endpoint than AWS, as AWS_ENDPOINT_URL' },
];
