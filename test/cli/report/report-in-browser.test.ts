import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../cli/commands/index.ts';
import { run } from '../../../cli/run.ts';
import { recordedTerminal } from '../terminal.ts';
import { chromiumPath } from './browser.ts';

const executablePath = chromiumPath();
/** Code for the page, as text: these files have no types of a browser. */
const weakTexts = readFileSync(join(import.meta.dirname, 'weak-texts.js'), 'utf8');
const openAll = `for (const each of document.querySelectorAll('details')) each.open = true`;
const inject = `
  const script = document.createElement('script');
  script.textContent = 'window.injected = true';
  document.body.append(script);
  const image = document.createElement('img');
  image.setAttribute('onerror', 'window.injected = true');
  image.src = 'data:image/png;base64,AA';
  document.body.append(image);
  new Promise(resolve => setTimeout(() => resolve('injected' in globalThis), 50))`;
const missing = executablePath === '' ? ' (skipped: this machine has no Chromium; CHROMIUM may name one)' : '';

/** What an attacker would put into a name, if a log could act. Each that ran would leave its mark on the window. */
const hostile = [
  `<script>window.ran = 'script'</script>`,
  `"><img src=x onerror="window.ran = 'image'">`,
  `</title></style></svg><svg onload="window.ran = 'svg'">`,
  `<iframe srcdoc="<script>parent.ran = 'frame'</script>">`,
  `</textarea><a href="javascript:window.ran = 'link'" autofocus onfocus="window.ran = 'focus'">x</a>`,
  `<meta http-equiv="refresh" content="0;url=https://example.com/">`,
  '\u202egnp.exe\u0000\u001b[2J',
  'x'.repeat(400),
];

let browser: Browser;
let folder = '';

describe.skipIf(executablePath === '')(`the report in a real browser${missing}`, () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-browser-'));
    await writeReport();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs nothing that a log holds, loads nothing, and goes nowhere', async () => {
    const { page, requests, complaints } = await open();
    await page.evaluate(openAll);
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
    expect(await page.locator('script, img, iframe, [onload], [onerror], [onfocus]').count()).toBe(0);
    expect(requests).toEqual([page.url()]);
    expect(complaints).toEqual([]);
    await expect(page.locator('body').innerText()).resolves.toContain(`<script>window.ran = 'script'</script>`);
  });

  it('forbids scripts by its policy, even to what got past the escaping', async () => {
    const { page } = await open();
    const ran = await page.evaluate(inject);
    expect(ran).toBe(false);
  });

  it('fits every screen without scrolling sideways', async () => {
    const { page } = await open();
    await page.evaluate(openAll);
    for (const width of [320, 390, 768, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      const drawings = page.locator('svg.timeline:visible');
      expect(await drawings.count()).toBe(1);
      expect(await drawings.getAttribute('class')).toBe(width <= 600 ? 'timeline narrow' : 'timeline wide');
      expect(await drawings.locator('rect.bar').count()).toBe(hostile.length);
    }
  });

  it.each(['light', 'dark'] as const)('is %s where the reader is, with text that can be read', async colorScheme => {
    const { page } = await open(colorScheme);
    const weak = await page.evaluate(weakTexts);
    expect(weak).toEqual([]);
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(paper).toBe(colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(20, 23, 27)');
  });

  it('leads from the timeline to the finding, with its evidence, rules by noise and the coverage of ATT&CK', async () => {
    const { page } = await open();
    await page.locator('svg:visible a').first().click();
    const target = page.locator('details:target');
    await target.locator('summary').click();
    expect(await target.locator('.evidence tbody tr').count()).toBe(1);
    expect(await page.locator('h2').allInnerTexts()).toEqual([
      'Timeline',
      'Findings by entity',
      'Rules by noise',
      'ATT&CK coverage',
    ]);
    expect(await page.locator('.tactic .seen').allInnerTexts()).toEqual(['T1059.004']);
  });
});

async function writeReport(): Promise<void> {
  const rule = `
title: Tool used by {{ user.name }}
id: 77777777-7777-4777-8777-777777777777
description: On {{ host.name }}
tags: [attack.execution, attack.t1059.004]
logsource: {category: process_creation}
detection: {it: {process.name: [curl]}, condition: it}
falsepositives: ['<i>administrators</i>']
level: high
`;
  const events = hostile.map((text, index) => ({
    '@timestamp': `2026-01-01T10:0${index}:00Z`,
    event: { category: ['process'], type: ['start'] },
    host: { name: text },
    user: { name: text },
    process: { name: 'curl', command_line: `curl ${text}` },
  }));
  writeFileSync(join(folder, 'rule.yml'), rule);
  writeFileSync(join(folder, 'log.ndjson'), events.map(event => `${JSON.stringify(event)}\n`).join(''));
  const words = [
    '--rules',
    join(folder, 'rule.yml'),
    '--report',
    join(folder, 'report.html'),
    join(folder, 'log.ndjson'),
  ];
  expect(await run(commands, ['detect', ...words], recordedTerminal())).toBe(0);
}

interface Opened {
  readonly page: Page;
  readonly requests: readonly string[];
  /** What the browser's console has to say. */
  readonly complaints: readonly string[];
}

async function open(colorScheme: 'light' | 'dark' = 'light'): Promise<Opened> {
  const context = await browser.newContext({ colorScheme });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', request => requests.push(request.url()));
  page.on('console', message => complaints.push(message.text()));
  await page.goto(pathToFileURL(join(folder, 'report.html')).href);
  return { page, requests, complaints };
}
