import * as directory from '#server/people/directory.ts';
import { requireHub, requireMay } from '../../../door.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { slug } = await requireHub(event);
  requireMay(event, 'see-people', slug);
  const words = event.url.searchParams.get('words')?.trim().slice(0, 100) ?? '';
  return { words, people: await directory.list(event.locals.house.db, slug, words) };
};
