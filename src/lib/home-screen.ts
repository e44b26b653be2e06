/** An iPhone or iPad; a newer iPad calls itself a Mac, but has a screen to touch. */
export function isApple({ userAgent, maxTouchPoints } = navigator): boolean {
  return callsItselfApple(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
}

/** What can be told without script, by the name a browser gives itself. */
export function callsItselfApple(userAgent: string): boolean {
  return /iPhone|iPad|iPod/.test(userAgent);
}

/** Opened from its own icon already. */
export function isOnHomeScreen(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}
