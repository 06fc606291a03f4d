import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { completedSequences } from '../../lib/correlation/index.ts';
import { anyStream } from '../correlation/arbitrary-stream.ts';
import { detectionOf, hitsOf, oracle } from '../correlation/sequence-oracle.ts';

/** usage: npm run long:sequences [-- STREAMS] */
const streams = Number(process.argv[2] ?? 20_000);
let sequences = 0;
const started = performance.now();
fc.assert(
  fc.property(anyStream, stream => {
    const found = completedSequences(detectionOf(stream), hitsOf(stream)).map(({ matched }) =>
      matched.map(hit => hit.sequence),
    );
    sequences += found.length;
    return isDeepStrictEqual(found, oracle(stream));
  }),
  { numRuns: streams },
);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${streams} streams, ${sequences} sequences: the same as the oracle's, in ${seconds} s`);
