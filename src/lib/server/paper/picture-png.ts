import { createMemory } from '#server/meetups/memory.ts';
import { fontFile } from './page.ts';
import { svgOf } from './picture-svg.ts';
import { tagOf, type Picture } from './picture.ts';

type Png = Uint8Array<ArrayBuffer>;

/** Some 30 kB each. */
const memory = createMemory<Png>(100);
const making = new Map<string, Promise<Png>>();
let last: Promise<unknown> = Promise.resolve();

/** A picture as PNG. Whoever asks for one that is being made waits for it, and only one is made at a time. */
export async function png(picture: Picture): Promise<Png> {
  const tag = tagOf(picture);
  const known = memory.find(tag) ?? making.get(tag);
  if (known) return known;
  const made = last.then(() => draw(svgOf(picture)));
  making.set(tag, made);
  last = made.catch(() => {});
  try {
    return memory.keep(tag, await made);
  } finally {
    making.delete(tag);
  }
}

async function draw(svg: string): Promise<Png> {
  // Loaded when the first picture is asked for: until then it would take memory for nothing.
  const { renderAsync } = await import('@resvg/resvg-js');
  const drawn = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [fontFile(400), fontFile(700)],
      defaultFontFamily: 'Atkinson Hyperlegible Next',
    },
  });
  return new Uint8Array(drawn.asPng());
}
