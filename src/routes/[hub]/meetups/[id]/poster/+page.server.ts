import { dateLine } from '#server/paper/poster.ts';
import { qrOf } from '#server/paper/qr.ts';
import { askedPoster } from './poster.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { meetup, whole, poster } = await askedPoster(event);
  return {
    whole,
    repeats: meetup.repeats,
    id: meetup.id,
    poster: {
      ...poster,
      dates: poster.dates.map((date) => ({ ...date, line: dateLine(date) })),
      qr: qrOf(poster.address),
    },
  };
};
