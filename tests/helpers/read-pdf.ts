import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a reader finds on each side of a PDF. */
export async function readPdf(pdf: Uint8Array): Promise<{ sides: string[]; title: string }> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const sides: string[] = [];
  for (let i = 1; i <= document.numPages; i++) {
    const { items } = await (await document.getPage(i)).getTextContent();
    sides.push(items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(' '));
  }
  const { info } = await document.getMetadata();
  await document.destroy();
  return { sides, title: String((info as { Title?: string }).Title) };
}

/** How far above the bottom of the first side these words stand, in points; each time they are there. */
export async function heightsOf(pdf: Uint8Array, words: string): Promise<number[]> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  await document.destroy();
  return items.flatMap((item) => ('str' in item && item.str.includes(words) ? [item.transform[5]] : []));
}

/** True when every typeface that the PDF uses is inside it. */
export function embedsItsFonts(pdf: Uint8Array): boolean {
  const raw = Buffer.from(pdf).toString('latin1');
  const used = raw.match(/\/Type \/FontDescriptor/g) ?? [];
  const inside = raw.match(/\/FontFile[23]? \d+ 0 R/g) ?? [];
  return used.length > 0 && used.length === inside.length && !/\/Subtype \/Type1\b/.test(raw);
}
