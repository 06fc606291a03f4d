import type { SupportRow, SupportTable } from '../text/index.ts';
import { templates } from './templates.ts';

/** What weir makes of ATT&CK's analytics, for docs/languages.md. */
export const attackSupport: SupportTable = {
  title: 'MITRE ATT&CK analytics',
  authority: 'ATT&CK v18 and later (STIX 2.1); analytics are prose, so what runs is a template of weir’s',
  sections: [
    {
      title: 'Templates',
      rows: templates.map(
        ({ analytic, parameters }): SupportRow => ({
          feature: analytic,
          support: 'yes',
          note: `parameters ${Object.keys(parameters)
            .map(name => `\`${name}\``)
            .join(', ')}`,
        }),
      ),
    },
  ],
};
