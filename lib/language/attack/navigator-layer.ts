import type { Coverage, TechniqueCoverage } from './coverage.ts';

/** A layer for the ATT&CK Navigator (layer format 4.5): techniques scored by how many rules detect them. */
export function navigatorLayer({ version, domain, techniques }: Coverage, name: string): object {
  const covered = techniques.filter(({ rules }) => rules.length > 0);
  const most = Math.max(1, ...covered.map(({ rules }) => rules.length));
  const [attack = ''] = version.split('.');
  // A sub-technique is seen only where its parent is opened, be that covered or not.
  const opened = new Set(covered.map(({ technique }) => technique.id).flatMap(id => parentOf(id) ?? []));
  const closed = [...opened].filter(id => !covered.some(({ technique }) => technique.id === id));
  return {
    name,
    versions: { ...(attack === '' ? {} : { attack }), navigator: '5.1.0', layer: '4.5' },
    domain,
    description: 'Techniques that the rules loaded into weir detect. Grey: no telemetry that feeds them arrives.',
    sorting: 3,
    hideDisabled: false,
    techniques: [
      ...covered.map(technique => ({ ...scored(technique), showSubtechniques: opened.has(technique.technique.id) })),
      ...closed.map(techniqueID => ({ techniqueID, enabled: true, showSubtechniques: true })),
    ],
    gradient: { colors: ['#d7ecff', '#0b5cad'], minValue: 0, maxValue: most },
    legendItems: [
      { label: 'rules, and telemetry that feeds them', color: '#0b5cad' },
      { label: 'rules, but no telemetry arrives', color: '#bdbdbd' },
    ],
  };
}

function scored({ technique, rules, state }: TechniqueCoverage): object {
  return {
    techniqueID: technique.id,
    score: rules.length,
    comment: rules.join(', '),
    ...(state === 'silent' ? { color: '#bdbdbd' } : {}),
    enabled: true,
  };
}

function parentOf(id: string): string | null {
  return id.includes('.') ? id.replace(/\..*$/, '') : null;
}
