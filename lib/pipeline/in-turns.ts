/** Groups whose state is under way at once: enough to hide the store's latency, few enough for its sockets. */
const atOnce = 16;

/** Runs a step for each input, some at a time. Steps deal with their own failures; one that throws ends the run. */
export async function inTurns<Input>(inputs: readonly Input[], step: (input: Input) => Promise<void>): Promise<void> {
  const waiting = inputs.values();
  const work = async () => {
    for (const input of waiting) await step(input);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, inputs.length) }, work));
}
