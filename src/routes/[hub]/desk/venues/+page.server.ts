import * as venues from '#server/meetups/venues.ts';
import { requireHub, requireMay } from '../../../door.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug } = await requireHub(event);
  requireMay(event, 'keep-venues', slug);
  const all = await venues.list(event.locals.house.db, slug, { closed: true });
  const lines = all.map(({ id, name, kind, area, access, closed }) => {
    const known = access.filter(({ answer }) => answer !== 'not-known').length;
    return { id, name, kind, area, known, closed };
  });
  return { open: lines.filter(({ closed }) => !closed), closed: lines.filter(({ closed }) => closed) };
};
