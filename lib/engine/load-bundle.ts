import { type BundleSettings, bundleVersion, type RuleBundle } from './rule-bundle.ts';

/** A bundle as it was written by `JSON.stringify`. Throws where it is of another version or no bundle at all. */
export function loadBundle(content: unknown): RuleBundle {
  const bundle: unknown = typeof content === 'string' ? parsed(content) : content;
  if (typeof bundle !== 'object' || bundle === null || !('version' in bundle)) {
    throw new Error('this is no rule bundle: it has no "version"; build one with `weir build`');
  }
  if (bundle.version !== bundleVersion) {
    throw new Error(
      `the rule bundle has version ${String(bundle.version)}, this engine reads version ${bundleVersion}: ` +
        'build it again with the same release of weir that runs it',
    );
  }
  for (const part of ['id', 'rules', 'selectors', 'settings', 'index'] as const) {
    if (!(part in bundle)) throw new Error(`the rule bundle has no "${part}": it was cut short; build it again`);
  }
  return bundle as RuleBundle; // written by bundleRules of this very version
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the rule bundle is no JSON (${reason}): it was cut short; build and deploy it again`);
  }
}

/** What a bundle needs when there is no weir.yml. */
export const emptySettings: BundleSettings = {
  values: {},
  windows: {},
  hosts: [],
  formats: {},
  latenessSeconds: {},
};
