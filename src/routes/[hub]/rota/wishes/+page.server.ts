import type { RequestEvent } from '@sveltejs/kit';
import { requireHub, requireViewer } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import * as sayers from './sayers.ts';
import * as wishing from './wishing.ts';
import type { Whose } from './wishing.ts';

export const load: PageServerLoad = async (event) => {
  const whose = await own(event);
  return {
    saved: event.url.searchParams.get('saved'),
    goBetweens: await sayers.list(event, whose),
    ...(await wishing.read(event, whose)),
  };
};

export const actions: Actions = {
  save: async (event) => wishing.save(event, await own(event)),
  stop: async (event) => wishing.stop(event, await own(event)),
  away: async (event) => wishing.addAway(event, await own(event)),
  back: async (event) => wishing.takeBackAway(event, await own(event)),
  wish: async (event) => wishing.wish(event, await own(event)),
  agree: async (event) => wishing.agree(event, await own(event)),
  end: async (event) => wishing.end(event, await own(event)),
  allow: async (event) => sayers.allow(event, await own(event)),
  disallow: async (event) => sayers.disallow(event, await own(event)),
};

async function own(event: RequestEvent): Promise<Whose> {
  const hub = await requireHub(event);
  const viewer = requireViewer(event);
  return { hub, person: viewer.id, path: `/${hub.slug}/rota/wishes`, by: null };
}
