/** Requests that one call may have under way at once: more would only queue for sockets. */
const parallelRequests = 16;

/** All outputs in the order of the inputs. The first failure is thrown, and no further input is begun. */
export async function inParallel<From, To>(
  inputs: readonly From[],
  step: (input: From) => Promise<To>,
): Promise<readonly To[]> {
  const outputs: To[] = [];
  let next = 0;
  let hasFailed = false;
  const work = async () => {
    for (let index = next++; index < inputs.length && !hasFailed; index = next++) {
      try {
        outputs[index] = await step(inputs[index] as From); // index is inside the list
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallelRequests, inputs.length) }, work));
  return outputs;
}
