/** The steps to the first allowed call: by their names in the API, with the names that people see. */
export const firstSteps = [
  ["server", "Add a server"],
  ["scanned", "See its tools"],
  ["policy", "Choose a preset"],
  ["grant", "Mint a grant"],
  ["called", "First allowed call"],
] as const;

export type FirstStep = (typeof firstSteps)[number][0];

/** Which of them are done. */
export type FirstStepsDone = Readonly<Record<FirstStep, boolean>>;

/** Whether all is done that a person does; the call itself is the agent's. */
export function isPrepared(done: FirstStepsDone): boolean {
  return firstSteps.every(([step]) => step === "called" || done[step]);
}
