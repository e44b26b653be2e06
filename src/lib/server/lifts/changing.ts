import type { Reader, Writer } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import * as changes from './changes.ts';
import type { Change, ChangedRide, Role } from './changes.ts';
import { tellHosts } from './lift-hosts.ts';
import * as liftLetters from './lift-letters.ts';
import * as matching from './matching.ts';
import * as occasions from './occasions.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Outing } from './situations.ts';

/** Asks for a change, in the place of one that was asked before. Each gets one letter. Returns how many. */
export async function ask(
  tx: Writer,
  { outing, rides: some }: { outing: Outing; rides: ChangedRide[] },
  now: number,
): Promise<number> {
  await overtake(tx, outing, now);
  await changes.write(tx, { outing, rides: some }, now);
  const occasion = `change ${now}`;
  const [asked, driving] = sidesOf(some);
  for (const id of driving) await tell(tx, offers, id, { kind: 'lift-drive', occasion }, now);
  for (const id of asked) await tell(tx, requests, id, { kind: 'lift-asked', occasion }, now);
  return asked.size + driving.size;
}

/**
 * What somebody says to the change that is asked of them; null where none is, or they have answered. With the last yes
 * all of it comes about, and its requests are returned: they are to be settled.
 */
export async function answer(
  tx: Writer,
  { about, role, yes }: { about: LiftRequest | Offer; role: Role; yes: boolean },
  now: number,
): Promise<'yes' | 'no' | { requests: string[] } | null> {
  const change = await changes.asking(tx, about.id);
  if (!change || changes.openFor(change, role, about.id).length === 0) return null;
  await letters.markReachedAbout(tx, about.person, about.id, 'answered', now);
  if (!yes) {
    await fallThrough(tx, change, { because: 'no', noFrom: about.id }, now);
    await tellHosts(tx, about.occasion, now);
    return 'no';
  }
  await changes.sayYes(tx, change, role, about.id, now);
  const agreed = (await changes.asking(tx, about.id))!;
  if (!agreed.rides.every(({ riderYesAt, driverYesAt }) => riderYesAt && driverYesAt)) return 'yes';
  if (await bringAbout(tx, agreed, now)) return { requests: [...sidesOf(agreed.rides)[0]] };
  await fallThrough(tx, agreed, { because: 'overtaken' }, now);
  await tellHosts(tx, about.occasion, now);
  return 'yes';
}

/** The lifts are planned anew: what was asked is no longer asked. */
export async function overtake(tx: Writer, outing: Outing, now: number): Promise<void> {
  const change = await changes.ofOuting(tx, outing);
  if (change) await fallThrough(tx, change, { because: 'overtaken' }, now);
}

/** Whoever made this request or offer no longer needs, or gives, that lift. */
export async function overtakeWith(tx: Writer, id: string, now: number): Promise<void> {
  const change = await changes.asking(tx, id);
  if (change) await fallThrough(tx, change, { because: 'overtaken', but: id }, now);
}

/** It stays as it was. Whoever had said yes to the change hears so, and nobody waits for a car that does not come. */
async function fallThrough(
  tx: Writer,
  change: Change,
  { because, noFrom, but }: { because: 'no' | 'overtaken'; noFrom?: string; but?: string },
  now: number,
): Promise<void> {
  await changes.end(tx, change, { because, noFrom: noFrom ?? null }, now);
  const riders = new Map(
    change.rides.filter(({ riderYesAt }) => riderYesAt).map((one) => [one.request, one]),
  );
  for (const [id, { instead }] of riders) {
    if (id === but) continue;
    if (instead === null) await liftLetters.tellRiderOff(tx, id, now);
    else await tell(tx, requests, id, { kind: 'lift-settled', occasion: `stays ${now}` }, now);
  }
  const drivers = new Set(change.rides.filter(({ driverYesAt }) => driverYesAt).map(({ offer }) => offer));
  for (const id of drivers) if (id !== but) await tellDriverStays(tx, id, now);
}

/** Whom they drove before they drive still; who was to drive for this alone has nobody. */
async function tellDriverStays(tx: Writer, id: string, now: number): Promise<void> {
  const drives = (await rides.ofOffers(tx, [id])).some(({ settledAt }) => settledAt !== null);
  if (drives) await tell(tx, offers, id, { kind: 'lift-settled', occasion: `stays ${now}` }, now);
  else await liftLetters.tellDriverOff(tx, id, now);
}

/** Ends what was agreed before and puts the change down, agreed by all. False where it no longer fits. */
async function bringAbout(tx: Writer, change: Change, now: number): Promise<boolean> {
  const before: rides.Ride[] = [];
  for (const { instead } of change.rides) {
    const ride = instead === null ? null : await rides.find(tx, instead);
    if (ride) before.push(ride);
    else if (instead !== null) return false;
  }
  if (!(await isAsAsked(tx, change, now)) || !(await hasRoom(tx, change, before))) return false;
  const old = before.map(({ id }) => id);
  await rides.end(tx, old, 'host', now);
  await changes.discardDrafts(tx, change.rides);
  const ids = await rides.put(tx, change.rides.map(toRide), now);
  await tx.run(
    `UPDATE rides SET asked_at = :now, driver_yes_at = :now, rider_yes_at = :now
     WHERE id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(ids), now },
  );
  await changes.end(tx, change, { because: 'done' }, now);
  const [, driving] = sidesOf(change.rides);
  const lighter = new Set(before.map(({ offer }) => offer).filter((offer) => !driving.has(offer)));
  for (const offer of lighter) await liftLetters.tellDriverOff(tx, offer, now);
  return true;
}

/** Nobody in it has gone or is on the way, no time in it is over, and nobody has found something else meanwhile. */
async function isAsAsked(tx: Reader, { parts, rides: some }: Change, now: number): Promise<boolean> {
  if (some.length < parts) return false;
  for (const { request, offer, leg, instead, pickUpAt } of some) {
    if (pickUpAt <= now) return false;
    const both = [await requests.find(tx, request), await offers.find(tx, offer)];
    const isOn = (one: LiftRequest | Offer | null | undefined) =>
      one && one.withdrawnAt === null && occasions.isAhead(one.occasion, now);
    if (!both.every(isOn)) return false;
    const own = (await rides.ofRequests(tx, [request])).find((one) => one.leg === leg && rides.isAsked(one));
    if ((own?.id ?? null) !== instead || (own && rides.isUnderWay(own))) return false;
  }
  return true;
}

/** Whether each car holds all who would then be in it. */
async function hasRoom(tx: Reader, { rides: some }: Change, before: rides.Ride[]): Promise<boolean> {
  const old = new Set(before.map(({ id }) => id));
  for (const { offer: id, leg } of some) {
    const stay = (await rides.ofOffers(tx, [id])).filter(
      (ride) => ride.leg === leg && rides.isAsked(ride) && !old.has(ride.id),
    );
    const come = some.filter((one) => one.offer === id && one.leg === leg);
    const aboard = await Promise.all([...stay, ...come].map(({ request }) => requests.find(tx, request)));
    const car = await offers.find(tx, id);
    if (
      !car ||
      !matching.holds(
        car,
        aboard.filter((one) => one !== null),
      )
    )
      return false;
  }
  return true;
}

function toRide({ request, offer, leg, stop, pickUpAt, setDownAt, detourMin, slackMin }: ChangedRide) {
  const same = { request, offer, leg, stop, pickUpAt, setDownAt, detourMin, slackMin };
  return { ...same, because: null, becauseMin: 0, locked: false, by: null };
}

/** Requests and offers, each once. */
function sidesOf(some: ChangedRide[]): [Set<string>, Set<string>] {
  return [new Set(some.map(({ request }) => request)), new Set(some.map(({ offer }) => offer))];
}

async function tell(
  tx: Writer,
  all: { find(db: Reader, id: string): Promise<LiftRequest | Offer | null> },
  id: string,
  letter: { kind: liftLetters.LiftKind; occasion: string },
  now: number,
): Promise<void> {
  const about = await all.find(tx, id);
  if (about) await liftLetters.tell(tx, about, letter, now);
}
