import fc from 'fast-check';

/**
 * One seed for all property tests, so that a run says the same on every machine. `WEIR_SEED=random npm test` looks for new
 * counterexamples; a number replays one.
 */
const wanted = process.env.WEIR_SEED ?? '20261121';

if (wanted !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(wanted) });
