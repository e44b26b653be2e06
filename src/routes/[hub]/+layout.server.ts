import * as roles from '#server/people/roles.ts';
import { requireHub } from '../door.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
  const hub = await requireHub(event);
  return {
    hub: { slug: hub.slug, name: hub.name, place: hub.place },
    maySeeDesk: roles.may(event.locals.viewer, 'see-desk', hub.slug),
  };
};
