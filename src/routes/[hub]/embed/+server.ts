import { render } from 'svelte/server';
import * as meetups from '#server/meetups/meetups.ts';
import { whereIn } from '#server/feeds/words.ts';
import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import Embed from './Embed.svelte';
import type { RequestHandler } from './$types';

const MOST = 8;
/** The only page that other people's pages may show in a frame. It runs nothing and knows nobody. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors *";

/** The next meet-ups for somebody else's page: no cookie, no script. */
export const GET: RequestHandler = async (event) => {
  const hub = await requireHub(event);
  const { house, now } = event.locals;
  const next = await meetups.upcoming(house.db, hub.slug, now, { limit: MOST });
  const lines = next.map((meetup) => ({
    id: meetup.id,
    title: meetup.title,
    startsLocal: meetup.startsLocal,
    where: whereIn(meetup),
    cancelled: meetup.cancelledAt !== null,
  }));
  const { head, body } = render(Embed, {
    props: { name: hub.name, home: `${originOf(event)}/${hub.slug}`, lines },
  });
  return new Response(
    `<!doctype html><html lang="en-GB"><head><meta charset="utf-8">${head}</head><body>${body}</body></html>`,
    {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'cache-control': 'public, max-age=300',
      },
    },
  );
};
