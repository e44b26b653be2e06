import { A4, A4_ACROSS, createPage, MM } from './page.ts';
import { withDates, type Poster } from './poster.ts';
import { drawNotice } from './notice.ts';
import { drawSlip, drawStrips, SLIP_HEIGHT } from './tear-off.ts';

const STRIP_HEIGHT = 54 * MM;
const MOST_ON_LEAFLET = 4;

/** A poster on A4, with strips to tear off. */
export async function a4(poster: Poster): Promise<Uint8Array<ArrayBuffer>> {
  const page = await createPage(A4, `${poster.title}: poster`);
  drawNotice(page, { ...A4, height: A4.height - STRIP_HEIGHT }, poster, 1);
  drawStrips(page, { ...A4, y: A4.height - STRIP_HEIGHT, height: STRIP_HEIGHT }, poster);
  return page.finish();
}

/** Two leaflets of A5 side by side on A4, each with a slip to hand back. */
export async function a5(all: Poster): Promise<Uint8Array<ArrayBuffer>> {
  const poster = withDates(all, MOST_ON_LEAFLET);
  const page = await createPage(A4_ACROSS, `${poster.title}: leaflet`);
  const width = A4_ACROSS.width / 2;
  for (const x of [0, width]) {
    drawNotice(page, { x, y: 0, width, height: A4_ACROSS.height - SLIP_HEIGHT }, poster, 0.68);
    drawSlip(page, { x, y: A4_ACROSS.height - SLIP_HEIGHT, width, height: SLIP_HEIGHT }, poster);
  }
  page.line([width, 0], [width, A4_ACROSS.height], { dashed: true });
  return page.finish();
}
