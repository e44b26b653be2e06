/** What is tried for one call, each at most once. Natter is no alarm: the last step is a person who decides. */
export type Step = 'call' | 'again' | 'stand-in' | 'host' | 'contact' | 'visit' | 'worried';

/**
 * spoke, heard: known to be well · left-a-message, no-answer: rung in vain · cannot: said so · passed: nothing was
 * heard in time · nobody: there was nobody to ask · known: somebody else found out meanwhile.
 */
export type Outcome =
  'spoke' | 'heard' | 'left-a-message' | 'no-answer' | 'cannot' | 'passed' | 'nobody' | 'known';

export interface Taken {
  step: Step;
  outcome: Outcome | null;
}

const IN_VAIN: readonly (Outcome | null)[] = ['left-a-message', 'no-answer'];
const AT_LAST = ['contact', 'visit', 'worried'] as const;
/** Steps at which somebody still sets about the call itself. */
const RINGING: readonly Step[] = ['call', 'again', 'stand-in'];

/**
 * The step after those taken so far, in their order; null after the last. Rung in vain: the same person tries once
 * more, then whoever stands in. Not rung at all: whoever stands in, then the host. After that the agreed contact, a
 * visit, and somebody to decide whether to ring 999 or 111.
 */
export function stepAfter(taken: readonly Taken[]): Step | null {
  const had = (step: Step) => taken.some((one) => one.step === step);
  const last = taken.at(-1);
  if (!last) return 'call';
  const rang = taken.filter(({ outcome }) => IN_VAIN.includes(outcome)).length;
  const isFirstTry = rang === 1 && IN_VAIN.includes(last.outcome);
  if (isFirstTry && RINGING.includes(last.step) && !had('again')) return 'again';
  if (!had('stand-in')) return 'stand-in';
  if (rang === 0 && !had('host')) return 'host';
  return AT_LAST.find((step) => !had(step)) ?? null;
}

/** Nothing is known, and it is past the time at which a call is simply still to be made. */
export function isUnknown(taken: readonly Taken[]): boolean {
  return taken.some(
    ({ step, outcome }) => outcome === 'passed' || IN_VAIN.includes(outcome) || !RINGING.includes(step),
  );
}

/** Whether this step is a call to make, rather than help that is asked for. */
export function isRinging(step: Step): boolean {
  return RINGING.includes(step);
}
