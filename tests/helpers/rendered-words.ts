import type { Page } from '@playwright/test';

/** What somebody wrote, or what is a name, in the rows of the demo village. */
const WRITTEN = `
  SELECT first_name, in_person_through, telephone, mail, NULL, NULL, NULL FROM people
  UNION SELECT name, place, about, slug, NULL, NULL, NULL FROM hubs
  UNION SELECT name, area, directions, address, key_with, NULL, NULL FROM venues
  UNION SELECT title, words, bring, cost, plan_b, NULL, NULL FROM series
  UNION SELECT title, words, bring, cost, plan_b, cancelled_because, NULL FROM meetups`;

/** One short word in the place of each name, so that a sentence keeps its length. */
const SOMETHING = 'it';

/** Reads the words that people wrote from the village's database, longest first. */
export async function readWritten(
  query: (sql: string) => Promise<Record<string, unknown>[]>,
): Promise<string[]> {
  const rows = await query(WRITTEN);
  const words = rows.flatMap((row) => Object.values(row)).filter((one) => typeof one === 'string');
  return [...new Set(words)].filter((one) => one.trim() !== '').sort((a, b) => b.length - a.length);
}

/** Our own words in the main part of a page, each piece on a line: what is folded away too, names left out. */
export async function ownWords(page: Page, written: string[]): Promise<string> {
  const text = await page.locator('main').evaluate(readPieces);
  return written.reduce((rest, one) => leaveOut(rest, one), text);
}

function leaveOut(text: string, words: string): string {
  const exact = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\d])${exact}(?![\\p{L}\\d])`, 'giu'), SOMETHING);
}

/** Runs in the page. A piece is what stands in one block, line or button. */
function readPieces(part: Element): string {
  const LEFT_OUT = 'script, style, code, noscript, [aria-hidden="true"], [translate="no"]';
  const pieces: string[] = [];
  let piece = '';
  const end = () => {
    if (piece.trim()) pieces.push(piece.replace(/\s+/g, ' ').trim());
    piece = '';
  };
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) piece += node.textContent;
    if (!(node instanceof Element) || node.matches(LEFT_OUT)) return;
    const isInline = getComputedStyle(node).display === 'inline' && !node.matches('br');
    if (!isInline) end();
    node.childNodes.forEach(walk);
    if (!isInline) end();
  };
  walk(part);
  end();
  return pieces.join('\n');
}
