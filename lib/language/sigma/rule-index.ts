import { didYouMean, error, note, warning } from '../text/index.ts';
import type { Reference, SigmaDocument } from './ast.ts';
import type { SigmaEntry } from './read-file.ts';
import type { Report } from './report.ts';

/** A document that could be read, under the id by which findings and state know it. */
export interface KnownRule<Document extends SigmaDocument = SigmaDocument> {
  readonly id: string;
  readonly path: string;
  readonly document: Document;
  readonly report: Report;
}

export interface RuleIndex {
  readonly rules: readonly KnownRule[];
  readonly of: (entry: SigmaEntry) => KnownRule | undefined;
  /** By id or name. What is wrong with the reference is reported to `report`. */
  readonly resolve: (reference: Reference, report: Report) => KnownRule | null;
}

/** Gives every rule its id, reports those that lack or share one, and finds them by id or name. */
export function indexRules(entries: readonly SigmaEntry[]): RuleIndex {
  const byEntry = new Map<SigmaEntry, KnownRule>();
  const byId = new Map<string, KnownRule>();
  const byName = new Map<string, KnownRule[]>();
  for (const entry of entries) {
    const { document, path, diagnostics } = entry;
    if (document === null) continue;
    const { head } = document;
    const known: KnownRule = { id: idOf(document), path, document, report: found => diagnostics.push(found) };
    byEntry.set(entry, known);
    if (head.id === '' && document.kind !== 'filter') {
      const hint = `add "id:" with a new UUID; until then it goes by "${known.id}"`;
      const level = head.name === '' ? warning : note;
      known.report(level('missing-id', 'the rule has no id', head.span, hint));
    }
    const earlier = byId.get(known.id);
    if (earlier === undefined) byId.set(known.id, known);
    else {
      const place = `${earlier.path}:${earlier.document.head.span.line}`;
      known.report(
        error('duplicate-id', `the id ${known.id} is that of ${place} too`, head.span, 'give each rule its own id'),
      );
    }
    if (head.name !== '') byName.set(head.name, [...(byName.get(head.name) ?? []), known]);
  }
  const resolve = (reference: Reference, report: Report): KnownRule | null => {
    const named = byName.get(reference.to) ?? [];
    const found = byId.get(reference.to) ?? named[0];
    if (found !== undefined && (byId.has(reference.to) || named.length === 1)) return found;
    if (found === undefined) {
      const message = `no rule has the id or name "${reference.to}"${didYouMean(reference.to, [...byName.keys(), ...byId.keys()])}`;
      report(error('unknown-rule', message, reference.span, 'load the file that holds it together with this one'));
    } else {
      const paths = named.map(({ path }) => path).join(', ');
      report(
        error(
          'ambiguous-name',
          `several rules are named "${reference.to}": ${paths}`,
          reference.span,
          'refer to the id',
        ),
      );
    }
    return null;
  };
  return { rules: [...byEntry.values()], of: entry => byEntry.get(entry), resolve };
}

/** Its own; else its name, else what its title becomes in a file name: stable as long as the rule does not change these. */
export function idOf({ head }: SigmaDocument): string {
  if (head.id !== '') return head.id;
  if (head.name !== '') return head.name;
  return (
    head.title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'untitled'
  );
}
