import { renderAsync } from '@resvg/resvg-js';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { expect, test } from 'vitest';
import { qrOf } from '#server/paper/qr.ts';

test.each([
  'https://natter.example/stainsacre-social',
  'https://natter.llanfair.example.org/llanfairpwllgwyngyll-neighbours/meetups/AbCdEfGhIjKlMnOpQrStUv-2027-04-06',
])('a phone reads %s from the code, though a corner of it is torn off', async (address) => {
  const { size, path } = qrOf(address);
  const torn = `<path d="M${size - 9} ${size - 9}h5v5h-5z" fill="#fff"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size * 6}" height="${size * 6}" viewBox="0 0 ${size} ${size}"><path d="M0 0h${size}v${size}h-${size}z" fill="#fff"/><path d="${path}"/>${torn}</svg>`;
  const { data, width, height } = PNG.sync.read((await renderAsync(svg)).asPng());
  expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(address);
});
