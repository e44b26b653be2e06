/** How iCalendar is written down: RFC 5545, sections 3.1 (lines) and 3.3.11 (text). */

const LONGEST = 75;
const bytes = new TextEncoder();

/** A property line, such as `line('SUMMARY', text('Tea'))`. */
export function line(name: string, value: string): string {
  return fold(`${name}:${value}`);
}

/** Words as a value: what has a meaning there is escaped, characters nobody sees are left out. */
export function text(words: string): string {
  return words
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** A wall-clock time 'YYYY-MM-DDTHH:MM' as a value. */
export function local(time: string): string {
  return `${time.replace(/[-:]/g, '')}00`;
}

/** An instant in Unix seconds as a value in UTC. */
export function utc(instant: number): string {
  return `${new Date(instant * 1000).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

/** No line is longer than 75 octets, and none breaks within a letter. */
function fold(whole: string): string {
  const lines = [''];
  let length = 0;
  for (const letter of whole) {
    const octets = letter < '\x80' ? 1 : bytes.encode(letter).length;
    if (length + octets > LONGEST) {
      lines.push(' ');
      length = 1;
    }
    lines[lines.length - 1] += letter;
    length += octets;
  }
  return lines.join('\r\n');
}
