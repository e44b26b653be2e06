import * as hubs from '#server/hubs/hubs.ts';
import * as roles from '#server/people/roles.ts';
import type { LayoutServerLoad } from './$types';

/** Whoever belongs to one hub keeps its name and places above their own pages. */
export const load: LayoutServerLoad = async ({ locals: { house, viewer } }) => {
  const [slug, another] = Object.keys(viewer?.hubs ?? {});
  const hub = slug !== undefined && another === undefined ? await hubs.find(house.db, slug) : null;
  if (!hub) return {};
  return {
    hub: { slug: hub.slug, name: hub.name, place: hub.place },
    maySeeDesk: roles.may(viewer, 'see-desk', hub.slug),
  };
};
