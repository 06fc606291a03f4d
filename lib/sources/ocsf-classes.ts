import { type JsonObject, type LogSource, readPath } from '../event/index.ts';

/** What a class and activity of OCSF is in ECS's and Sigma's words. */
export interface OcsfClass {
  readonly category: string;
  readonly type: string;
  readonly sigma: readonly string[];
}

export function ocsfClass(fields: JsonObject): OcsfClass {
  const activity = Number(fields.activity_id ?? 0);
  const found = CLASSES.get(Number(fields.class_uid));
  return found?.activities?.get(activity) ?? found?.usual ?? { category: '', type: '', sigma: [] };
}

export function ocsfProduct(fields: JsonObject): LogSource {
  const name = String(readPath(fields, 'metadata.product.name') ?? '').toLowerCase();
  const known = PRODUCTS.find(product => name.includes(product.mark));
  if (known !== undefined) return known.source;
  const os = String(readPath(fields, 'device.os.type') ?? '').toLowerCase();
  return os === 'windows' || os === 'linux' || os === 'macos' ? { product: os } : {};
}

const PRODUCTS: readonly { readonly mark: string; readonly source: LogSource }[] = [
  { mark: 'cloudtrail', source: { product: 'aws', service: 'cloudtrail' } },
  { mark: 'guardduty', source: { product: 'aws', service: 'guardduty' } },
  { mark: 'vpc', source: { product: 'aws', service: 'vpcflow' } },
  { mark: 'route 53', source: { product: 'aws', service: 'route53' } },
  { mark: 'eks', source: { product: 'kubernetes', service: 'audit' } },
];

interface Row {
  readonly usual: OcsfClass;
  readonly activities?: ReadonlyMap<number, OcsfClass>;
}

function is(category: string, type: string, ...sigma: readonly string[]): OcsfClass {
  return { category, type, sigma };
}

const CLASSES: ReadonlyMap<number, Row> = new Map<number, Row>([
  [
    1001,
    {
      usual: is('file', 'access', 'file_access'),
      activities: new Map([
        [1, is('file', 'creation', 'file_event')],
        [3, is('file', 'change', 'file_event', 'file_change')],
        [4, is('file', 'deletion', 'file_delete')],
        [5, is('file', 'change', 'file_rename')],
      ]),
    },
  ],
  [1005, { usual: is('library', 'start', 'image_load') }],
  [
    1007,
    {
      usual: is('process', 'info'),
      activities: new Map([
        [1, is('process', 'start', 'process_creation')],
        [2, is('process', 'end', 'process_termination')],
        [3, is('process', 'access', 'process_access')],
        [4, is('process', 'change', 'create_remote_thread')],
      ]),
    },
  ],
  [201001, { usual: is('registry', 'change', 'registry_event', 'registry_add') }],
  [201002, { usual: is('registry', 'change', 'registry_event', 'registry_set') }],
  [2001, { usual: is('intrusion_detection', 'info') }],
  [2004, { usual: is('intrusion_detection', 'info') }],
  [3001, { usual: is('iam', 'change') }],
  [
    3002,
    {
      usual: is('authentication', 'info'),
      activities: new Map([
        [1, is('authentication', 'start')],
        [2, is('authentication', 'end')],
      ]),
    },
  ],
  [3005, { usual: is('iam', 'change') }],
  [4001, { usual: is('network', 'connection', 'network_connection', 'firewall') }],
  [4002, { usual: is('web', 'access', 'webserver', 'proxy') }],
  [4003, { usual: is('network', 'protocol', 'dns', 'dns_query') }],
  [
    6003,
    {
      usual: is('api', 'info'),
      activities: new Map([
        [1, is('api', 'creation')],
        [2, is('api', 'access')],
        [3, is('api', 'change')],
        [4, is('api', 'deletion')],
      ]),
    },
  ],
  [6005, { usual: is('database', 'access', 'database') }],
]);
