import { redirect } from '@sveltejs/kit';
import { PLACES } from '#lib/places.ts';
import * as hubs from '#server/hubs/hubs.ts';
import * as roles from '#server/people/roles.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { house, viewer }, url }) => {
  const words = url.searchParams.get('words')?.trim().slice(0, 100) ?? '';
  const found = await hubs.search(house.db, words);
  const all = words === '' ? found.length : await hubs.count(house.db);
  const to = PLACES.find(({ name }) => name === url.searchParams.get('to'));
  if (all === 1 && words === '') redirect(303, `/${found[0]!.slug}${to?.path ?? ''}`);
  const mine = viewer ? await hubs.ofPerson(house.db, viewer.id) : [];
  if (to && mine.length === 1) redirect(303, `/${mine[0]!.slug}${to.path}`);
  return {
    words,
    all,
    found: found.map(shown),
    mine: mine.map(shown),
    mayStart: roles.may(viewer, 'start-hub'),
  };
};

function shown({ slug, name, place }: hubs.Hub) {
  return { slug, name, place };
}
