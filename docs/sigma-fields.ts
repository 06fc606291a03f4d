import { isRouted, unsuppliedFieldsOf } from '../lib/engine/index.ts';
import type { EventKind } from '../lib/event/index.ts';
import type { Predicate } from '../lib/ir/index.ts';
import {
  ecsNames,
  fieldRef,
  fieldValue,
  type LogSourceRef,
  ownTaxonomyNames,
  routeOf,
} from '../lib/language/sigma/index.ts';
import type { Span } from '../lib/rule/index.ts';
import { eventKinds, windowsSchemas } from '../lib/sources/index.ts';

/** docs/sigma-fields.md: for each log source of Sigma's taxonomy and each source that feeds it, every field, there or not. */
export function sigmaFieldsPage(): string {
  const kinds = eventKinds().filter(({ about }) => about !== '');
  return `${INTRODUCTION}\n${logSources(kinds)
    .map(logSource => section(logSource, kinds))
    .join('\n')}`;
}

const INTRODUCTION = `# Sigma's fields, by log source and source

This page is generated (\`npm run docs\`); a test holds it current. It lists the fields of Sigma's taxonomy for the log
sources that weir has readers for: on Windows and Linux the names of Sysmon's schema, as the taxonomy has it; elsewhere
those of the tables in \`lib/language/sigma/taxonomy.ts\`. A source that says **no** cannot supply the field in any event
of that log source: a rule that needs it is not evaluable there, and \`weir check --fields RULES\` names each such rule, for
any set of rules. Records that arrive as plain JSON, ECS or OCSF may have any field and are not listed. Rules of services
that are not listed (\`auth\`, \`sshd\`, \`cron\` and the like) look for keywords in the message, which every event has.
`;

function logSources(kinds: readonly EventKind[]): readonly LogSourceRef[] {
  const categories = (product: string): readonly LogSourceRef[] => {
    const own = kinds.filter(({ logSource }) => logSource.product === product);
    return [...new Set(own.flatMap(({ logSource }) => logSource.categories ?? []))]
      .sort()
      .map(category => ref({ product, category }));
  };
  return [
    ...categories('linux'),
    ref({ product: 'linux', service: 'auditd' }),
    ref({ product: 'linux', service: 'sudo' }),
    ref({ product: 'aws', service: 'cloudtrail' }),
    ref({ product: 'kubernetes', service: 'audit' }),
    ref({ category: 'database' }),
    ref({ category: 'dns' }),
    ref({ category: 'firewall' }),
    ...categories('windows'),
  ];
}

function ref(given: Partial<LogSourceRef>): LogSourceRef {
  return { product: '', service: '', category: '', span: nowhere, ...given };
}

const nowhere: Span = { path: '', line: 1, column: 1, endLine: 1, endColumn: 1 };

function section(logSource: LogSourceRef, kinds: readonly EventKind[]): string {
  const route = routeOf(logSource);
  const routed = kinds.filter(kind => isRouted(route, kind) && declares(kind, logSource));
  const sources = [...new Set(routed.map(({ source }) => source))];
  const rows = fieldsOf(logSource, kinds).map(field => {
    const cells = sources.map(source =>
      canSupply(
        field,
        logSource,
        routed.filter(kind => kind.source === source),
      )
        ? 'yes'
        : '**no**',
    );
    const ecs = ecsNames(field, 'sigma', logSource)
      .map(name => `\`${name}\``)
      .join(', ');
    return `| \`${field}\` | ${ecs} | ${cells.join(' | ')} |`;
  });
  const name = [logSource.product, logSource.service, logSource.category].filter(word => word !== '').join(', ');
  return [
    `## ${name}`,
    '',
    `| field | as ECS | ${sources.join(' | ')} |`,
    `| --- | --- | ${sources.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
  ].join('\n');
}

function declares({ logSource }: EventKind, { service, category }: LogSourceRef): boolean {
  return (
    (service === '' || logSource.service === service) &&
    (category === '' || logSource.categories?.includes(category) === true)
  );
}

/** Sysmon's names where Sigma has them for this log source, else the names of the taxonomy's own tables. */
function fieldsOf(logSource: LogSourceRef, kinds: readonly EventKind[]): readonly string[] {
  const { product, category } = logSource;
  if (category === '' || product === '') return ownTaxonomyNames(logSource);
  const schemas = schemasOf(category, kinds).filter(
    ({ channel, isComplete }) => isComplete && (product === 'windows' || channel.includes('Sysmon')),
  );
  const names = (
    schemas.length > 0 ? schemas : schemasOf('file_event', kinds).filter(({ isComplete }) => isComplete)
  ).flatMap(schema => schema.names);
  return [...new Set(names)].filter(name => name !== 'RuleName').sort();
}

function schemasOf(category: string, kinds: readonly EventKind[]) {
  const events = kinds.filter(({ logSource }) => logSource.categories?.includes(category));
  return windowsSchemas.filter(({ channel, id }) => events.some(({ about }) => about === `${channel}, event ${id}`));
}

function canSupply(field: string, logSource: LogSourceRef, kinds: readonly EventKind[]): boolean {
  const value = fieldValue(fieldRef(field, 'sigma', logSource));
  const test: Predicate = {
    op: 'test',
    value,
    test: { is: 'contains', text: '', case: 'sensitive', asText: 'scalars' },
    members: 'any',
  };
  return unsuppliedFieldsOf(test, kinds).isEvaluable;
}
