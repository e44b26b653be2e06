import type { Database, Writer } from '#server/db/database.ts';
import * as letters from '#server/outbox/letters.ts';
import { dayOf } from '#server/meetups/days.ts';
import { localOf } from '#server/wall-clock.ts';
import * as changes from './changes.ts';
import * as changing from './changing.ts';
import * as dropping from './dropping.ts';
import * as liftLetters from './lift-letters.ts';
import * as occasions from './occasions.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Ride } from './rides.ts';
import * as shares from './shares.ts';

/** Asks drivers and riders about these drafts; each gets one letter however many rides it is about. Returns how many. */
export async function ask(tx: Writer, drafts: Ride[], now: number): Promise<number> {
  const fresh = drafts.filter((ride) => !rides.isAsked(ride));
  await tx.run(
    `UPDATE rides SET asked_at = :now
     WHERE asked_at IS NULL AND ended_at IS NULL AND id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(fresh.map(({ id }) => id)), now },
  );
  const occasion = `asked ${now}`;
  const [asked, driving] = [new Set<string>(), new Set<string>()];
  for (const { request, offer } of fresh) {
    asked.add(request);
    driving.add(offer);
  }
  for (const id of driving) {
    const about = await offers.find(tx, id);
    if (about) await liftLetters.tell(tx, about, { kind: 'lift-drive', occasion }, now);
  }
  for (const id of asked) {
    const about = await requests.find(tx, id);
    if (about) await liftLetters.tell(tx, about, { kind: 'lift-asked', occasion }, now);
  }
  return asked.size + driving.size;
}

export type Answered = 'settled' | 'yes' | 'no' | 'nothing-asked';

/** What a rider says to the lifts they were asked about: to all of them at once. Again changes nothing. */
export async function answerAsRider(
  db: Database,
  { request, yes }: { request: string; yes: boolean },
  now: number,
): Promise<Answered> {
  return db.write(async (tx) => {
    const about = await requests.find(tx, request);
    const changed = about && (await answerChange(tx, { about, role: 'rider', yes }, now));
    if (changed) return changed;
    const asked = (await rides.ofRequests(tx, [request])).filter(rides.isAsked);
    if (!about || asked.length === 0 || !occasions.isAhead(about.occasion, now)) return 'nothing-asked';
    await letters.markReachedAbout(tx, about.person, request, 'answered', now);
    const isOpen = asked.some(({ riderYesAt }) => riderYesAt === null);
    if (!yes && !isOpen && (await changes.wasAsked(tx, request))) return afterChange(tx, request);
    if (!yes) {
      await dropping.loseRider(tx, request, 'rider-no', now);
      return 'no';
    }
    await sayYes(tx, asked, 'rider', now);
    return (await settle(tx, about, now)) ? 'settled' : 'yes';
  });
}

/** What a driver says to the riders they were asked about: to all of them at once. */
export async function answerAsDriver(
  db: Database,
  { offer, yes }: { offer: string; yes: boolean },
  now: number,
): Promise<Answered> {
  return db.write(async (tx) => {
    const about = await offers.find(tx, offer);
    const changed = about && (await answerChange(tx, { about, role: 'driver', yes }, now));
    if (changed) return changed;
    const asked = (await rides.ofOffers(tx, [offer])).filter(rides.isAsked);
    if (!about || asked.length === 0 || !occasions.isAhead(about.occasion, now)) return 'nothing-asked';
    await letters.markReachedAbout(tx, about.person, offer, 'answered', now);
    const open = asked.filter(({ driverYesAt }) => driverYesAt === null);
    if (!yes && open.length === 0 && (await changes.wasAsked(tx, offer))) return afterChange(tx, offer);
    if (!yes) return refuse(tx, open.length > 0 ? open : asked, now);
    await sayYes(tx, asked, 'driver', now);
    let settled = false;
    for (const id of new Set(asked.map(({ request }) => request))) {
      const rider = await requests.find(tx, id);
      if (rider && (await settle(tx, rider, now))) settled = true;
    }
    return settled ? 'settled' : 'yes';
  });
}

/** What somebody says to a change that is asked of them; null where none is. */
async function answerChange(
  tx: Writer,
  given: { about: LiftRequest | Offer; role: 'rider' | 'driver'; yes: boolean },
  now: number,
): Promise<Answered | null> {
  if (!occasions.isAhead(given.about.occasion, now)) return null;
  const outcome = await changing.answer(tx, given, now);
  if (outcome === null || typeof outcome === 'string') return outcome;
  for (const id of outcome.requests) {
    const rider = await requests.find(tx, id);
    // Whoever heard today that a lift is settled hears it again: it is another one.
    if (rider) await settle(tx, rider, now, `change ${now}`);
  }
  return 'settled';
}

/** A "no" to a change that came to nothing takes away nothing that was agreed before it; whoever said it first is thanked again. */
async function afterChange(tx: Writer, id: string): Promise<Answered> {
  return (await changes.isRefuser(tx, id)) ? 'no' : 'nothing-asked';
}

/** A driver says no: whoever had already said yes to them hears that we look on. */
async function refuse(tx: Writer, open: Ride[], now: number): Promise<'no'> {
  await dropping.takeOut(tx, open, 'driver-no', now);
  for (const request of new Set(open.map((one) => one.request)))
    await liftLetters.tellRiderOff(tx, request, now);
  return 'no';
}

async function sayYes(tx: Writer, some: Ride[], who: 'rider' | 'driver', now: number): Promise<void> {
  const args = { ids: JSON.stringify(some.map(({ id }) => id)), now };
  await tx.run(
    who === 'rider'
      ? `UPDATE rides SET rider_yes_at = COALESCE(rider_yes_at, :now)
         WHERE id IN (SELECT value FROM json_each(:ids))`
      : `UPDATE rides SET driver_yes_at = COALESCE(driver_yes_at, :now)
         WHERE id IN (SELECT value FROM json_each(:ids))`,
    args,
  );
}

/**
 * Fixes a request once everybody has said yes to every leg that is wanted: nobody is taken out without a way home,
 * unless they said that one way is fine. Tells both. True when it is fixed now.
 */
async function settle(
  tx: Writer,
  about: LiftRequest,
  now: number,
  occasion = `settled ${dayOf(localOf(now, about.occasion.zone))}`,
): Promise<boolean> {
  const live = (await rides.ofRequests(tx, [about.id])).filter(rides.isAsked);
  const agreed = live.filter(({ driverYesAt, riderYesAt }) => driverYesAt !== null && riderYesAt !== null);
  if (agreed.length === 0 || agreed.length < live.length || !isWhole(about, agreed)) return false;
  const fixed = await tx.run(
    `UPDATE rides SET settled_at = :now
     WHERE settled_at IS NULL AND id IN (SELECT value FROM json_each(:ids))`,
    { ids: JSON.stringify(agreed.map(({ id }) => id)), now },
  );
  if (fixed === 0) return false;
  await shares.fix(tx, agreed, about, now);
  await liftLetters.tell(tx, about, { kind: 'lift-settled', occasion: `settled ${now}` }, now);
  for (const id of new Set(agreed.map(({ offer }) => offer))) {
    const driver = await offers.find(tx, id);
    // One letter a day, however many riders say yes.
    if (driver) await liftLetters.tell(tx, driver, { kind: 'lift-settled', occasion }, now);
  }
  return true;
}

/** Whether these legs are all that was wanted, or as much as would do. */
export function isWhole(
  { legs, oneIsFine }: Pick<LiftRequest, 'legs' | 'oneIsFine'>,
  some: Pick<Ride, 'leg'>[],
): boolean {
  const has = (leg: Ride['leg']) => some.some((one) => one.leg === leg);
  if (legs !== 'both') return has(legs);
  return oneIsFine ? some.length > 0 : has('out') && has('back');
}
