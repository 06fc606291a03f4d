import type { FieldTable } from '../event/index.ts';
import { guides } from './guides.ts';
import { sources } from './registry.ts';

/** docs/sources.md, made of the very tables that read the logs. */
export function describeSources(): string {
  const toc = sources.map(({ name }) => `- [${name}](#${name})`).join('\n');
  return `# Log sources\n\n${INTRODUCTION}\n\n${toc}\n\n${sources.map(({ name, fields }) => section(name, fields)).join('\n\n')}\n`;
}

const INTRODUCTION = `This page is generated from the tables in \`lib/sources\` (\`npm run docs\`); a test holds it current.

A source is recognised by its records; \`weir detect --source NAME\` forces one. Every event also keeps its vendor's own
names, which rules may use as they stand. An ECS field that a source does not list cannot be supplied by it: a rule that
needs it is *not evaluable* there. [sigma-fields.md](sigma-fields.md) has the same by Sigma’s log sources and names, and
\`weir check --fields RULES\` names the fields and rules of any set.

\`host.id\` is one entity for one machine, in this order: the instance id in the log stream's name or the record; what
the record calls the machine (Falco's extra fields, \`node=\`); the entry of \`hosts\` in the configuration that has its
name, address or interface; the name itself. What \`hosts\` knows is always called by that entry's id.`;

function section(name: string, table: FieldTable): string {
  const guide = guides[name];
  const list = (items: readonly string[] | undefined): string => (items ?? []).map(item => `- ${item}`).join('\n');
  const rows = Object.entries(table.ecs)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([field, read]) => `| \`${field}\` | ${cell(read.from)} |`);
  const subtrees = [...new Set((table.subtrees ?? []).map(subtree => subtree.name))].map(
    root => `| \`${root}.*\` | the record's own names |`,
  );
  const rest = table.isEcs ? ['| any other | the record, by that name |'] : [];
  return [
    `## ${name}`,
    guide?.what ?? '',
    `**It cannot know**\n\n${list(guide?.cannotKnow)}`,
    `**To turn it on**\n\n${list(guide?.turnOn)}`,
    ['| ECS field | read from |', '| --- | --- |', ...rows, ...subtrees, ...rest].join('\n'),
  ].join('\n\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
