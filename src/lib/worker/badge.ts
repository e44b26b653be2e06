/// <reference lib="webworker" />

interface WithBadge {
  setAppBadge?: (count: number) => Promise<void>;
  clearAppBadge?: () => Promise<void>;
}

const here = () => navigator as Navigator & WithBadge;

/** Puts on the icon how much awaits an answer of whoever is signed in; nothing where a platform has no badge. */
export async function show(): Promise<void> {
  if (!here().setAppBadge) return;
  const answer = await fetch('/me/awaiting', { headers: { accept: 'application/json' } });
  if (!answer.ok || answer.redirected) return clear();
  const { awaiting } = (await answer.json()) as { awaiting: number };
  await (awaiting > 0 ? here().setAppBadge!(awaiting) : clear());
}

export async function clear(): Promise<void> {
  // An iPhone refuses where notifications were never allowed.
  await here()
    .clearAppBadge?.()
    .catch(() => {});
}
