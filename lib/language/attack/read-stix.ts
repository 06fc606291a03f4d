/** What a STIX bundle of ATT&CK (v18 and later) says that coverage needs. */
export interface AttackKnowledge {
  /** `18.1`; '' where the bundle does not say. */
  readonly version: string;
  /** `enterprise-attack`, `mobile-attack` or `ics-attack`. */
  readonly domain: string;
  readonly techniques: readonly Technique[];
  readonly analytics: readonly Analytic[];
  readonly components: readonly DataComponent[];
}

/** What one kind of telemetry shows: Process Creation. */
export interface DataComponent {
  /** DC0032 */
  readonly id: string;
  readonly name: string;
  /** Names of the log sources that show it, by its own list and by the analytics that ask for it there. */
  readonly logSources: readonly string[];
}

export interface Technique {
  /** T1213.006 */
  readonly id: string;
  readonly name: string;
  /** Short names: `collection`. */
  readonly tactics: readonly string[];
}

export interface Analytic {
  /** AN0676 */
  readonly id: string;
  readonly description: string;
  readonly platforms: readonly string[];
  /** DET0242 */
  readonly strategy: string;
  readonly strategyName: string;
  /** Ids of the techniques that its strategy detects. */
  readonly techniques: readonly string[];
  readonly logSources: readonly { readonly name: string; readonly channel: string; readonly component: string }[];
  readonly parameters: readonly { readonly name: string; readonly description: string }[];
}

/** Throws an Error that says what is wrong where the text is no ATT&CK bundle. */
export function readStix(text: string): AttackKnowledge {
  const objects = objectsOf(text).filter(object => object.revoked !== true && object.x_mitre_deprecated !== true);
  const byType = (type: string) => objects.filter(object => object.type === type);
  const analytics = byType('x-mitre-analytic');
  if (analytics.length === 0) {
    throw new Error('the bundle holds no analytics: ATT&CK has them since v18 (October 2025); use a newer bundle');
  }
  const techniques = new Map(byType('attack-pattern').map(object => [textAt(object, 'id'), techniqueOf(object)]));
  const components = byType('x-mitre-data-component');
  const componentNames = new Map(components.map(object => [textAt(object, 'id'), textAt(object, 'name')]));
  const detected = new Map<string, string[]>();
  for (const link of byType('relationship')) {
    const technique = techniques.get(textAt(link, 'target_ref'));
    if (link.relationship_type !== 'detects' || technique === undefined) continue;
    const strategy = textAt(link, 'source_ref');
    detected.set(strategy, [...(detected.get(strategy) ?? []), technique.id]);
  }
  const strategies = new Map<string, StixObject>();
  for (const strategy of byType('x-mitre-detection-strategy')) {
    for (const analytic of listAt(strategy, 'x_mitre_analytic_refs')) strategies.set(String(analytic), strategy);
  }
  return {
    version: textAt(byType('x-mitre-collection')[0] ?? {}, 'x_mitre_version'),
    domain: domainOf(byType('attack-pattern')),
    techniques: [...techniques.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    analytics: analytics
      .map(object => analyticOf(object, strategies.get(textAt(object, 'id')) ?? {}, detected, componentNames))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    components: components.map(object => componentOf(object, analytics)).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** A bundle is of one domain; what most of its techniques say. */
function domainOf(techniques: readonly StixObject[]): string {
  const domains = techniques.flatMap(technique => listAt(technique, 'x_mitre_domains').map(String));
  const [most = 'enterprise-attack'] = [...new Set(domains)].sort(
    (a, b) => domains.filter(domain => domain === b).length - domains.filter(domain => domain === a).length,
  );
  return most;
}

function componentOf(object: StixObject, analytics: readonly StixObject[]): DataComponent {
  const id = textAt(object, 'id');
  const asked = analytics
    .flatMap(analytic => listAt(analytic, 'x_mitre_log_source_references').filter(isObject))
    .filter(reference => textAt(reference, 'x_mitre_data_component_ref') === id);
  const own = listAt(object, 'x_mitre_log_sources').filter(isObject);
  const names = [...own, ...asked].map(source => textAt(source, 'name')).filter(name => name !== '');
  return { id: externalId(object), name: textAt(object, 'name'), logSources: [...new Set(names)].sort() };
}

interface StixObject {
  readonly [name: string]: unknown;
}

function objectsOf(text: string): readonly StixObject[] {
  let bundle: unknown;
  try {
    bundle = JSON.parse(text);
  } catch (cause) {
    throw new Error(`not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  const objects = isObject(bundle) ? bundle.objects : null;
  if (!Array.isArray(objects)) throw new Error('not a STIX bundle: it has no list of objects');
  return objects.filter(isObject);
}

function analyticOf(
  object: StixObject,
  strategy: StixObject,
  detected: ReadonlyMap<string, readonly string[]>,
  components: ReadonlyMap<string, string>,
): Analytic {
  return {
    id: externalId(object),
    description: textAt(object, 'description'),
    platforms: listAt(object, 'x_mitre_platforms').map(String),
    strategy: externalId(strategy),
    strategyName: textAt(strategy, 'name'),
    techniques: detected.get(textAt(strategy, 'id')) ?? [],
    logSources: listAt(object, 'x_mitre_log_source_references')
      .filter(isObject)
      .map(reference => ({
        name: textAt(reference, 'name'),
        channel: textAt(reference, 'channel'),
        component: components.get(textAt(reference, 'x_mitre_data_component_ref')) ?? '',
      })),
    parameters: listAt(object, 'x_mitre_mutable_elements')
      .filter(isObject)
      .map(element => ({ name: textAt(element, 'field'), description: textAt(element, 'description') })),
  };
}

function techniqueOf(object: StixObject): Technique {
  const tactics = listAt(object, 'kill_chain_phases')
    .filter(isObject)
    .map(phase => textAt(phase, 'phase_name'));
  return { id: externalId(object), name: textAt(object, 'name'), tactics };
}

function externalId(object: StixObject): string {
  const references = listAt(object, 'external_references').filter(isObject);
  return textAt(references.find(reference => reference.source_name === 'mitre-attack') ?? {}, 'external_id');
}

function isObject(value: unknown): value is StixObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textAt(object: StixObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

function listAt(object: StixObject, name: string): readonly unknown[] {
  const value = object[name];
  return Array.isArray(value) ? value : [];
}
