import type { Coverage, TechniqueCoverage } from './coverage.ts';

/** A layer for the ATT&CK Navigator (layer format 4.5): techniques scored by how many rules detect them. */
export function navigatorLayer({ version, techniques }: Coverage, name: string): object {
  const covered = techniques.filter(({ rules }) => rules.length > 0);
  const most = Math.max(1, ...covered.map(({ rules }) => rules.length));
  return {
    name,
    versions: { attack: version.split('.')[0] ?? '', navigator: '5.1.0', layer: '4.5' },
    domain: 'enterprise-attack',
    description: 'Techniques that the rules loaded into weir detect. Grey: no telemetry that feeds them arrives.',
    techniques: covered.map(technique => ({
      techniqueID: technique.technique.id,
      score: technique.rules.length,
      comment: technique.rules.join(', '),
      ...(technique.state === 'silent' ? { color: '#bdbdbd' } : {}),
      enabled: true,
      showSubtechniques: isSubtechnique(technique),
    })),
    gradient: { colors: ['#d7ecff', '#0b5cad'], minValue: 0, maxValue: most },
    legendItems: [
      { label: 'rules, and telemetry that feeds them', color: '#0b5cad' },
      { label: 'rules, but no telemetry arrives', color: '#bdbdbd' },
    ],
    hideDisabled: false,
  };
}

function isSubtechnique({ technique }: TechniqueCoverage): boolean {
  return technique.id.includes('.');
}
