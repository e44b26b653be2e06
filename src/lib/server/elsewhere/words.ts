const PLAIN = /^[!-[\]-~]+(?: [!-[\]-~]+)*$/;

/**
 * Words of a calendar file on one line, at most so many letters: without what nobody sees or what turns the direction
 * of writing, and with no more than three marks on a letter.
 */
export function words(value: string, most: number): string {
  if (value.length <= most && PLAIN.test(value)) return value;
  const plain = unescape(value.slice(0, most * 2))
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/(?![\u200c\u200d])[\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu, '')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1')
    .trim();
  const letters = plain.length > most ? [...plain] : [];
  return letters.length > most
    ? `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
    : plain;
}

/** RFC 5545, section 3.3.11; an escaped backslash does not escape what follows it. */
function unescape(value: string): string {
  return value
    .split('\\\\')
    .map((part) => part.replace(/\\[nN]/g, '\n').replace(/\\([;,])/g, '$1'))
    .join('\\');
}
