/// <reference lib="webworker" />
import { dateTimeInWords } from '#lib/dates.ts';
import * as unsent from './unsent.ts';

const BEFORE = '<div class="page">';

/** A kept page that says of when it is, and what of it has not been sent yet. The page itself stays as it was. */
export async function asOf(
  copy: Response,
  { keptAt, because, pathname }: { keptAt: number; because: string; pathname: string },
): Promise<Response> {
  const waiting = (await unsent.ofMine()).filter((one) => one.path === pathname && one.told === null);
  const words = waiting.map(({ said }) => `<p><b>Not sent yet: ${said}.</b> It goes out by itself.</p>`);
  const note = `<div class="as-of" role="status"><p><b>${because}</b> This is as of ${inWords(keptAt)}.</p>${words.join('')}</div>`;
  const html = (await copy.text()).replace(BEFORE, () => note + BEFORE);
  return new Response(html, { headers: copy.headers });
}

/** By the clock of this device: "Tuesday 3 March, 10.30 in the morning". */
function inWords(milliseconds: number): string {
  const local = milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000;
  return dateTimeInWords(new Date(local).toISOString().slice(0, 16));
}
