import type { Diagnostic } from '../../rule/index.ts';
import {
  error,
  note,
  type RuleFile,
  readYaml,
  textOf,
  valueAt,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from '../text/index.ts';
import type { SigmaDocument } from './ast.ts';
import { readDocument } from './read-document.ts';

/** One document of a file: a rule, or the reasons why it is none. */
export interface SigmaEntry {
  readonly path: string;
  readonly document: SigmaDocument | null;
  /** Grows while the rule is put together with others. */
  readonly diagnostics: Diagnostic[];
}

/** All rules of a file, with the old way to share keys between documents (`action: global`) resolved. */
export function readFile(file: RuleFile): SigmaEntry[] {
  const entries: SigmaEntry[] = [];
  let shared: YamlMap | null = null;
  let last: YamlMap | null = null;
  for (const { root, diagnostics: found } of readYaml(file)) {
    const diagnostics = [...found];
    if (root === null || diagnostics.some(({ level }) => level === 'error')) {
      if (diagnostics.length > 0) entries.push({ path: file.path, document: null, diagnostics });
      continue;
    }
    const report = (diagnostic: Diagnostic) => diagnostics.push(diagnostic);
    const action = valueAt(root, 'action');
    const word = textOf(action);
    if (root.kind !== 'map' || action === undefined) {
      last = root.kind === 'map' ? merge(shared, root) : null;
    } else {
      report(
        note(
          'legacy-action',
          `"action: ${word}" is no part of Sigma any more`,
          action.span,
          'repeat the keys in each rule',
        ),
      );
      const own = { ...root, entries: root.entries.filter(({ key }) => key !== 'action') };
      if (word === 'reset') shared = null;
      else if (word === 'global') shared = merge(shared, own);
      else if (word === 'repeat') last = merge(last, own);
      else report(error('legacy-action', `unknown action "${word}"`, action.span, 'it was global, reset or repeat'));
      if (word !== 'repeat') {
        if (diagnostics.some(({ level }) => level === 'error'))
          entries.push({ path: file.path, document: null, diagnostics });
        continue;
      }
    }
    entries.push({ path: file.path, document: readDocument(last ?? root, report), diagnostics });
  }
  return entries;
}

/** Maps join key by key, whatever depth; all else is replaced. */
function merge(base: YamlMap | null, over: YamlMap): YamlMap {
  if (base === null) return over;
  const kept = base.entries.map(entry => {
    const later = over.entries.find(({ key }) => key === entry.key);
    return later === undefined ? entry : { ...later, value: mergeValues(entry, later) };
  });
  const added = over.entries.filter(({ key }) => !base.entries.some(entry => entry.key === key));
  return { ...over, entries: [...kept, ...added] };
}

function mergeValues({ value: base }: YamlEntry, { value: over }: YamlEntry): YamlNode {
  return base.kind === 'map' && over.kind === 'map' ? merge(base, over) : over;
}
