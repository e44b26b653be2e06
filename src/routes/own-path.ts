const NOWHERE = 'http://own.invalid';
const LONGEST = 500;

/** A path of our own to go on to; '/' for anything that could lead elsewhere. */
export function ownPath(text: string | null | undefined): string {
  if (
    !text ||
    text.length > LONGEST ||
    !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(text) ||
    !URL.canParse(text, NOWHERE)
  ) {
    return '/';
  }
  const url = new URL(text, NOWHERE);
  const path = url.pathname + url.search + url.hash;
  // "/..//elsewhere" is only seen for what it is once the dots are gone.
  return url.origin === NOWHERE && !path.startsWith('//') ? path : '/';
}
