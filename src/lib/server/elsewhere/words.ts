const PLAIN = /^[!-[\]-~]+(?: [!-[\]-~]+)*$/;

/**
 * Words of a calendar file on one line, at most so many letters: without what nobody sees or what turns the direction
 * of writing, and with no more than three marks on a letter.
 */
export function words(value: string, most: number): string {
  if (value.length <= most && PLAIN.test(value)) return value;
  const plain = value
    .replace(/\\([\\;,nN])/g, (_, letter: string) => (letter === 'n' || letter === 'N' ? '\n' : letter))
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
