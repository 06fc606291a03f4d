/** An investigation guide (Markdown) cut into what a finding says of triage, of false positives and of the response. */
export interface InvestigationGuide {
  readonly triage: readonly string[];
  readonly falsePositives: readonly string[];
  readonly response: readonly string[];
}

/** Headings say what their lines are about; what is under no telling heading is triage. */
export function readGuide(markdown: string): InvestigationGuide {
  const guide = { triage: [] as string[], falsePositives: [] as string[], response: [] as string[] };
  let section: keyof InvestigationGuide = 'triage';
  let isSetup = false;
  for (const raw of markdown.split('\n')) {
    const heading = /^#{1,6}\s+(.*)$/.exec(raw.trim());
    if (heading !== null) {
      const title = (heading[1] ?? '').toLowerCase();
      isSetup = /^(?:setup|config)\b/.test(title);
      section = /false positive/.test(title)
        ? 'falsePositives'
        : /response|remediation/.test(title)
          ? 'response'
          : 'triage';
      continue;
    }
    const line = plain(raw);
    if (line !== '' && !isSetup) guide[section].push(line);
  }
  return guide;
}

/** One line without its list marks. Kibana's buttons (`!{osquery{…}}`) and quoted disclaimers say nothing here. */
function plain(raw: string): string {
  const line = raw.trim().replace(/^(?:[-*+]|\d{1,3}[.)])\s+/, '');
  if (/^!\{/.test(line) || line.startsWith('>') || /^[-=*_|\s]+$/.test(line)) return '';
  return line.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/\[([^\]]+)\]\((https?:[^)]+)\)/g, '$1 ($2)');
}
