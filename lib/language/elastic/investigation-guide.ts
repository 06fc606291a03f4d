/** An investigation guide (Markdown) cut into what a finding says of it. */
export interface InvestigationGuide {
  readonly why: readonly string[];
  readonly severityReason: readonly string[];
  readonly triage: readonly string[];
  readonly falsePositives: readonly string[];
  readonly response: readonly string[];
}

/** Headings say what their lines are about; what is under no telling heading is triage. */
export function readGuide(markdown: string): InvestigationGuide {
  const guide: Record<keyof InvestigationGuide, string[]> = {
    why: [],
    severityReason: [],
    triage: [],
    falsePositives: [],
    response: [],
  };
  let section: keyof InvestigationGuide = 'triage';
  let isSetup = false;
  for (const raw of markdown.split('\n')) {
    const heading = /^#{1,6}\s+(.*)$/.exec(raw.trim());
    if (heading !== null) {
      const title = (heading[1] ?? '').toLowerCase();
      isSetup = /^(?:setup|config)\b/.test(title);
      section = sections.find(({ heading: named }) => named.test(title))?.section ?? 'triage';
      continue;
    }
    const line = plain(raw);
    if (line !== '' && !isSetup) guide[section].push(line);
  }
  return guide;
}

/** By the first that fits, a heading of the guide's own wording. */
const sections: readonly { readonly heading: RegExp; readonly section: keyof InvestigationGuide }[] = [
  { heading: /false positive/, section: 'falsePositives' },
  { heading: /response|remediation/, section: 'response' },
  { heading: /why it matters/, section: 'why' },
  { heading: /severity/, section: 'severityReason' },
];

/** One line without its list marks. Kibana's buttons (`!{osquery{…}}`) and quoted disclaimers say nothing here. */
function plain(raw: string): string {
  const line = raw.trim().replace(/^(?:[-*+]|\d{1,3}[.)])\s+/, '');
  if (/^!\{/.test(line) || line.startsWith('>') || /^[-=*_|\s]+$/.test(line)) return '';
  return line.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '$1 ($2)');
}
