import type { Reader } from '#server/db/database.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as rsvps from '#server/meetups/rsvps.ts';
import * as roles from '#server/people/roles.ts';
import * as callWishes from '#server/rotas/call-wishes.ts';

export const WEEKS = 8;
const MOST = 60;
/** So long ahead a host has the agenda and the notes of a date on their device. */
const TALKED_ABOUT = 8 * 86_400;

interface Mine {
  viewer: roles.Viewer;
  /** The hubs they belong to. */
  slugs: string[];
  /** The end of the weeks that are kept, Unix seconds. */
  until: number;
}

/** The pages that one room adds to somebody's weeks; a device keeps each of them, whatever its address. */
type PagesOf = (db: Reader, mine: Mine, now: number) => Promise<string[]>;

/** What I said I would come to. */
const outings: PagesOf = async (db, { viewer, until }, now) => {
  const mine = await rsvps.ofPerson(db, viewer.id, now);
  return mine
    .filter(({ startsAt }) => startsAt < until)
    .map(({ hub, meetupId }) => `/${hub}/meetups/${meetupId}`);
};

/** What I host: the meet-up, and the pages on which a host notes what happened and what is agreed, where there may be no signal. */
const hosted: PagesOf = async (db, { viewer, slugs, until }, now) => {
  const pages: string[] = [];
  for (const slug of slugs.filter((one) => roles.may(viewer, 'see-desk', one))) {
    const ahead = await meetups.upcoming(db, slug, now, { to: until, limit: MOST, unlisted: true });
    const mine = ahead.filter(({ hosts }) => hosts.some(({ id }) => id === viewer.id));
    pages.push(...mine.flatMap(({ id }) => [`/${slug}/desk/meetups/${id}`, `/${slug}/meetups/${id}`]));
    const soon = mine.filter(({ startsAt }) => startsAt < now + TALKED_ABOUT);
    pages.push(
      ...soon.flatMap(({ id }) => ['agenda', 'notes'].map((page) => `/${slug}/desk/meetups/${id}/${page}`)),
    );
  }
  return pages;
};

/** Where I see what I promised to do, and what is to be done. */
const jobs: PagesOf = async (_, { slugs }) => slugs.map((slug) => `/${slug}/rota`);

/** Where I note what came of a weekly call. */
const calls: PagesOf = async (db, { viewer }) => {
  const mine = await callWishes.withHelper(db, viewer.id);
  return [...new Set(mine.map(({ hub }) => `/${hub}/calls`))];
};

/** My lifts, where the driver taps on the way. */
const lifts: PagesOf = (_, { slugs }) =>
  Promise.resolve(['/me/lifts', ...slugs.map((slug) => `/${slug}/lifts`)]);

/** Each room that people promise something in adds its own. */
export const PAGES_OF: readonly PagesOf[] = [outings, hosted, jobs, calls, lifts];
