import type { Config } from './config.ts';
import { record } from './containers.ts';
import { deployShape } from './deploy-shape.ts';
import { rulesShape, tuneShape } from './rules-shape.ts';
import type { Shape } from './shape.ts';
import { formatsShape, hostsShape, valuesShape, windowsShape } from './site-shapes.ts';

/** The whole of weir.yml. */
export const configShape: Shape<Config> = record<Config>({
  deploy: { shape: deployShape, says: 'Where weir runs and what it is fed.' },
  rules: { shape: rulesShape, says: 'Which rules run.' },
  tune: { shape: tuneShape, says: 'By rule id: how a rule of any language differs here.' },
  values: { shape: valuesShape, says: 'Lists that rules name: Sigma placeholders, AllowedDBClients, watchlists.' },
  windows: { shape: windowsShape, says: 'Times at which things are allowed or expected.' },
  hosts: { shape: hostsShape, says: 'Machines under all their names, so that logs of different sources meet.' },
  formats: { shape: formatsShape, says: 'By source: the format in which it is logged (vpc-flow: the format string).' },
});
