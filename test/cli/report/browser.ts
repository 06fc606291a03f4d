import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Chromium or Chrome is found on this machine; '' where it has none. CHROMIUM names one. */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM ?? '';
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const places = [
    ...names.flatMap(name => folders.map(folder => join(folder, name))),
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return [named, ...places].find(path => path !== '' && existsSync(path)) ?? '';
}
