import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFunctions } from '../functions/bundle/index.ts';
import { openCorpora } from './corpora.ts';
import { median } from './measure.ts';
import { bundleOf, rulesOf } from './rules.ts';

/**
 * `npm run bench -- cold`: loading detect with every SigmaHQ and Elastic rule against loading the SDK's clients alone, in
 * fresh processes that take turns. Milliseconds are those of the import; memory is resident right after it.
 */
const pairs = 11;

const open = openCorpora();
if (open === null) console.log('the corpora are not on this machine (WEIR_CORPORA)');
else {
  const rules = [
    ...rulesOf(open('sigmahq-rules.tar.gz').bytes, path => path.endsWith('.yml')),
    ...rulesOf(open('elastic-rules.tar.gz').bytes, path => path.endsWith('.toml')),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'weir-cold-'));
  const detect = join(bundleFunctions(folder, bundleOf(rules)).folders.detect, 'index.mjs');
  const alone = clientsAlone(folder);
  const child = join(folder, 'child.mjs');
  writeFileSync(
    child,
    'const from = process.hrtime.bigint(); await import(process.argv[2]);' +
      'const ms = Number(process.hrtime.bigint() - from) / 1e6;' +
      'console.log(JSON.stringify({ ms, mb: process.memoryUsage.rss() / 1e6 })); process.exit(0);',
  );
  const starts = Array.from({ length: pairs }, () => ({ weir: start(child, detect), sdk: start(child, alone) }));
  const ratio = (figure: keyof Start): string => {
    const ratios = starts.map(({ weir, sdk }) => weir[figure] / sdk[figure]);
    const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)];
    const medians = (which: 'weir' | 'sdk'): string => median(starts.map(each => each[which][figure])).toFixed(0);
    return `${median(ratios).toFixed(2)} (${least.toFixed(2)}–${greatest.toFixed(2)}), ${medians('weir')} over ${medians('sdk')} ${figure}`;
  };
  console.log(`${rules.length} rules, ${pairs} pairs`);
  console.log(`load:   ${ratio('ms')}`);
  console.log(`memory: ${ratio('mb')}`);
}

interface Start {
  readonly ms: number;
  readonly mb: number;
}

function start(child: string, module: string): Start {
  const names = ['STACK_NAME', 'ACCOUNT_ID', 'PARTITION', 'STATE_TABLE', 'BASELINES_TABLE', 'FINDINGS_TABLE'];
  const more = ['ARCHIVE_BUCKET', 'FAILED_PREFIX', 'QUARANTINE_PREFIX', 'TOPIC_ARN'];
  const environment = {
    ...process.env,
    ...Object.fromEntries([...names, ...more].map(name => [name, 'x'])),
    AWS_REGION: 'us-east-1',
    ARCHIVE: 'false',
    SECURITY_HUB: 'true',
    INFLATE_MEBIBYTES: '64',
    REDRIVE_DAYS: '3',
    STORM_AFTER: '100',
  };
  const printed = execFileSync(process.execPath, [child, module], {
    env: environment,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(printed.toString()) as Start; // as the child wrote it
}

/** The clients that detect makes, bundled as it is. */
function clientsAlone(folder: string): string {
  const outfile = join(folder, 'alone.mjs');
  buildSync({
    stdin: {
      contents:
        "import { DynamoDBClient, BatchWriteItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';" +
        "import { S3Client, PutObjectCommand, GetObjectCommand } from '@aws-sdk/client-s3';" +
        'globalThis.kept = [new DynamoDBClient(), new S3Client(), BatchWriteItemCommand, QueryCommand, PutObjectCommand, GetObjectCommand];',
      resolveDir: import.meta.dirname,
    },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'error',
  });
  return outfile;
}
