import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { PLEDGES } from '#lib/rota-words.ts';
import * as directory from '#server/people/directory.ts';
import * as aways from '#server/rotas/aways.ts';
import * as helping from '#server/rotas/helping.ts';
import * as jobs from '#server/rotas/jobs.ts';
import * as pairings from '#server/rotas/pairings.ts';
import * as promised from '#server/rotas/promised.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../../door.ts';
import { AWAY, likingsOf, ONE, OTHER, PAIRING, WISHES } from './forms.ts';

const PERIOD = helping.WEEKS * 7 * 86_400;

/** Whose wishes, in which hub, and where the page about them is; `by` is who enters them for somebody. */
export interface Whose {
  hub: { slug: string; zone: string };
  person: string;
  path: string;
  by: string | null;
}

/** How somebody likes to help, for a page of theirs or of a host. */
export async function read({ locals }: Pick<RequestEvent, 'locals'>, { hub, person, by }: Whose) {
  const { db } = locals.house;
  const today = localOf(locals.now, hub.zone).slice(0, 10);
  const [own, all, likings] = [
    await helping.of(db, hub.slug, person),
    await jobs.ofHub(db, hub.slug),
    (await helping.likings(db, hub.slug)).get(person) ?? {},
  ];
  const [people, pairs] = [await directory.list(db, hub.slug), await pairings.ofPerson(db, hub.slug, person)];
  const ahead = (await promised.ofPerson(db, person, locals.now)).filter(
    (one) => one.hub === hub.slug && one.standing === 'taken' && one.startsAt < locals.now + PERIOD,
  );
  return {
    today,
    share: own && { given: ahead.length, pledge: own.pledge },
    pledge: own ? (PLEDGES.find(({ turns }) => turns === own.pledge)?.value ?? null) : null,
    remindHours: own?.remindHours ?? null,
    jobs: all
      .filter(({ closedAt }) => closedAt === null)
      .map(({ id, name, words }) => ({ id, name, words, liking: String(likings[id] ?? helping.UNSAID) })),
    aways: await aways.ofPerson(db, person, today),
    // A private "not together" is its author's alone; who enters things for them does not read it either.
    pairings: pairs
      .filter(({ kind }) => by === null || kind !== 'not-together')
      .map(({ person: one, firstName, other, otherName, kind, agreedAt }) => ({
        other: one === person ? other : one,
        name: one === person ? otherName : firstName,
        mine: one === person,
        kind,
        agreed: agreedAt !== null,
      })),
    people: people.filter(({ id }) => id !== person).map(({ id, firstName }) => ({ id, firstName })),
  };
}

export async function save(event: RequestEvent, { hub, person, path, by }: Whose) {
  const form = await readForm(event, WISHES);
  if (!form.ok) return form.failure;
  const { pledge, remindHours } = form.value;
  const likings = likingsOf(form.values);
  const { house, now } = event.locals;
  const wishes = { person, hub: hub.slug, pledge, remindHours, likings, enteredBy: by };
  const outcome = await helping.say(house.db, wishes, now);
  if (outcome === 'has-a-job') {
    return refuse(form.values, { pledge: `${hasAJob(by)}, or choose once in three months` });
  }
  return redirect(303, `${path}?saved=wishes#said`);
}

export async function stop(event: RequestEvent, { hub, person, path, by }: Whose) {
  const { house, now } = event.locals;
  const outcome = await helping.stop(house.db, hub.slug, person, now);
  if (outcome === 'has-a-job') return refuse({}, { form: hasAJob(by) });
  return redirect(303, `${path}?saved=stopped#said`);
}

function hasAJob(by: string | null): string {
  return by === null
    ? `You have a job already. Say “I can't make it” for that first`
    : `They have a job already. Say first that they can't make it`;
}

const AWAY_PROBLEMS = {
  'wrong-way-round': 'The last day comes before the first. Enter them the other way round',
  never: 'That day of the week does not come between the two days. Choose later days, or every day',
  'too-many': 'You have said as many days as we can keep. Take one back first',
};

export async function addAway(event: RequestEvent, { person, path, by }: Whose) {
  const form = await readForm(event, AWAY);
  if (!form.ok) return form.failure;
  const { kind, from, to, weekday } = form.value;
  const { house, now } = event.locals;
  const away = { person, kind, from, to: to || from, weekday, enteredBy: by };
  const outcome = await aways.say(house.db, away, now);
  if (outcome !== 'saved') return refuse(form.values, { to: AWAY_PROBLEMS[outcome] });
  return redirect(303, `${path}?saved=away#away`);
}

export async function takeBackAway(event: RequestEvent, { person, path }: Whose) {
  const form = await readForm(event, ONE);
  if (!form.ok) return form.failure;
  await aways.takeBack(event.locals.house.db, person, form.value.id);
  return redirect(303, `${path}?saved=back#away`);
}

export async function wish(event: RequestEvent, { hub, person, path, by }: Whose) {
  const form = await readForm(event, PAIRING);
  if (!form.ok) return form.failure;
  const { other, kind } = form.value;
  const { house, now } = event.locals;
  const pair = { hub: hub.slug, person, other, kind, forSomebody: by !== null };
  const outcome = await pairings.wish(house.db, pair, now);
  if (outcome === 'not-there') return refuse(form.values, { other: 'Choose somebody from the list' });
  return redirect(303, `${path}?saved=${outcome}#with`);
}

export async function agree(event: RequestEvent, { hub, person, path }: Whose) {
  const form = await readForm(event, OTHER);
  if (!form.ok) return form.failure;
  const { house, now } = event.locals;
  await pairings.agree(house.db, { hub: hub.slug, person, other: form.value.other }, now);
  return redirect(303, `${path}?saved=holds#with`);
}

export async function end(event: RequestEvent, { hub, person, path, by }: Whose) {
  const form = await readForm(event, OTHER);
  if (!form.ok) return fail(422, form.failure.data);
  const pair = { hub: hub.slug, person, other: form.value.other, forSomebody: by !== null };
  await pairings.end(event.locals.house.db, pair);
  return redirect(303, `${path}?saved=ended#with`);
}
