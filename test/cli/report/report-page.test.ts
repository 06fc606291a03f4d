import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { html } from '../../../cli/report/html.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';

const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202egnp\u001b[2J';
let folder = '';
let page = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'weir-report-'));
  const rule = `
title: Tool used by {{ user.name }}
id: 77777777-7777-4777-8777-777777777777
description: On {{ host.name }}
tags: [attack.execution, attack.t1059.004, 'attack.t9999.<b>']
logsource: {category: process_creation}
detection: {it: {process.name: [curl, wget]}, condition: it}
falsepositives: ['<i>administrators</i>']
level: high
`;
  const event = (name: string, host: string, user: string, minute: number) =>
    JSON.stringify({
      '@timestamp': `2026-01-01T10:0${minute}:00Z`,
      event: { category: ['process'], type: ['start'] },
      host: { name: host },
      user: { name: user },
      process: { name, command_line: `${name} ${hostile}` },
    });
  writeFileSync(join(folder, 'rule.yml'), rule);
  writeFileSync(
    join(folder, 'log.ndjson'),
    `${event('curl', hostile, 'ana', 1)}\n${event('wget', 'db-1', hostile, 5)}\n${event('curl', 'db-1', 'bob', 6)}\n`,
  );
  const words = [
    'detect',
    '--rules',
    join(folder, 'rule.yml'),
    '--report',
    join(folder, 'report.html'),
    join(folder, 'log.ndjson'),
  ];
  expect(await run(commands, words, recordedTerminal())).toBe(0);
  page = readFileSync(join(folder, 'report.html'), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the report', () => {
  it('has every finding, a timeline, the rules by noise and the coverage of ATT&CK', () => {
    expect(page.match(/<details id="f-/g)?.length).toBe(3);
    const [wide = '', narrow = ''] = page.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
    for (const drawing of [wide, narrow]) expect(drawing.match(/<rect class="bar s-high"/g)?.length).toBe(3);
    expect(page).toContain('Rules by noise');
    expect(page).toContain(
      '<span class="seen"><a class="technique" href="https://attack.mitre.org/techniques/T1059/004/"',
    );
  });

  it('shows hostile log content as text, and as nothing else', () => {
    expect(page).not.toMatch(/<script|<img|<b>'|<i>admin/);
    for (const control of ['\u202e', '\u001b']) expect(page).not.toContain(control);
    expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(page).toContain('\\u202e');
  });

  it('holds all it shows: no script, and nothing is loaded from anywhere', () => {
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<[^>]*\s(?:src|on\w+)=|@import|url\(/);
    expect(
      [...page.matchAll(/href="([^"]*)"/g)].every(([, target]) =>
        /^(#f-|https:\/\/attack\.mitre\.org\/techniques\/T)/.test(target ?? ''),
      ),
    ).toBe(true);
  });
});

describe('a markup template', () => {
  it('never lets text become markup or end an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { markup } = html`<a title="${text}">${[text]}</a>`;
        expect(markup).toMatch(/^<a title="[^<>"'`]*">[^<>"'`]*<\/a>$/);
      }),
    );
  });
});
