import { expect, it } from 'vitest';
import { renderDiagnostic, spansOf, warning } from '../../../lib/language/text/index.ts';

const text = 'title: x\n\tImage|containz: y\r\nend\n';
const at = (start: number, end: number) => spansOf({ path: 'a/b.yml', text }).at(start, end);

it('shows the line, carets below the place, and the hint', () => {
  const shown = renderDiagnostic(warning('unknown-modifier', 'unknown modifier', at(16, 24), 'write contains'), text);
  expect(shown).toBe(
    [
      'a/b.yml:2:8  warning: unknown modifier [unknown-modifier]',
      '    \tImage|containz: y',
      '    \t      ^^^^^^^^',
      '    hint: write contains',
    ].join('\n'),
  );
});

it('marks to the end of the first line what spans several', () => {
  expect(renderDiagnostic(warning('x', 'y', at(7, 30)), text)).toContain('    title: x\n           ^');
});

it('leaves the line out where the text is not at hand', () => {
  expect(renderDiagnostic(warning('x', 'y', at(0, 1)), '')).toBe('a/b.yml:1:1  warning: y [x]');
});
