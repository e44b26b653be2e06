/// <reference lib="webworker" />
import * as unsent from './unsent.ts';

const BEFORE = '<div class="page">';

/** A kept page that says of when it is, and what of it has not been sent yet. The page itself stays as it was. */
export async function asOf(copy: Response, keptAt: number, pathname: string): Promise<Response> {
  const waiting = (await unsent.shown()).filter((one) => one.path === pathname && one.told === null);
  const words = waiting.map(({ said }) => `<p><b>Not sent yet: ${said}.</b> It goes out by itself.</p>`);
  const note = `<div class="as-of" role="status"><p><b>No signal.</b> This is as of ${inWords(keptAt)}.</p>${words.join('')}</div>`;
  const html = (await copy.text()).replace(BEFORE, () => note + BEFORE);
  return new Response(html, { headers: copy.headers });
}

/** By the clock of this device: "Tuesday 3 March, 10.30 in the morning". */
export function inWords(milliseconds: number): string {
  const at = new Date(milliseconds);
  const day = at.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
  const hours = at.getHours();
  const part = hours < 12 ? 'in the morning' : hours < 18 ? 'in the afternoon' : 'in the evening';
  const twelve = hours % 12 === 0 ? 12 : hours % 12;
  return `${day.replace(',', '')}, ${twelve}.${String(at.getMinutes()).padStart(2, '0')} ${part}`;
}
