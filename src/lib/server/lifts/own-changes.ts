import type { Reader } from '#server/db/database.ts';
import { localOf } from '#server/wall-clock.ts';
import * as changes from './changes.ts';
import type { ChangedRide } from './changes.ts';
import { needsOf, type NeedsToKnow } from './needs.ts';
import * as offers from './offers.ts';
import type { Offer } from './offers.ts';
import * as requests from './requests.ts';
import type { LiftRequest } from './requests.ts';
import * as rides from './rides.ts';
import type { Leg } from './rides.ts';

/** How somebody would ride instead, if everybody says yes; times are wall-clock times where the hub is. */
export interface MyChange {
  saidYes: boolean;
  ways: { leg: Leg; at: string; driver: string }[];
}

/** Whom a driver would take besides, and who would go with somebody else. */
export interface MyDriveChange {
  saidYes: boolean;
  /** Minutes more than driving alone, on the longer leg. */
  detourMin: number;
  comes: {
    firstName: string;
    leg: Leg;
    at: string;
    area: string | null;
    people: number;
    needs: NeedsToKnow;
  }[];
  goes: string[];
}

export async function ofRequest(db: Reader, { id, occasion }: LiftRequest): Promise<MyChange | null> {
  const change = await changes.asking(db, id);
  const own = change?.rides.filter(({ request }) => request === id) ?? [];
  if (own.length === 0) return null;
  return {
    saidYes: own.every(({ riderYesAt }) => riderYesAt !== null),
    ways: await Promise.all(
      own.map(async ({ leg, offer, pickUpAt }) => ({
        ...{ leg, at: localOf(pickUpAt, occasion.zone) },
        driver: (await offers.find(db, offer))!.firstName,
      })),
    ),
  };
}

export async function ofOffer(db: Reader, { id, occasion }: Offer): Promise<MyDriveChange | null> {
  const change = await changes.asking(db, id);
  const own = change?.rides.filter(({ offer }) => offer === id) ?? [];
  if (!change || own.length === 0) return null;
  return {
    saidYes: own.every(({ driverYesAt }) => driverYesAt !== null),
    detourMin: Math.max(...own.map(({ detourMin }) => detourMin)),
    comes: await Promise.all(
      own.map(async ({ request, leg, pickUpAt }) => {
        const rider = (await requests.find(db, request))!;
        const { firstName, area, party, carer } = rider;
        const at = localOf(pickUpAt, occasion.zone);
        return { firstName, leg, at, area, people: party + Number(carer), needs: needsOf(rider) };
      }),
    ),
    goes: await whoGoes(db, id, change.rides),
  };
}

/** First names of those who would leave this car. */
async function whoGoes(db: Reader, offer: string, some: ChangedRide[]): Promise<string[]> {
  const now = await rides.ofOffers(db, [offer]);
  const leaving = now.filter(({ id }) => some.some((one) => one.instead === id && one.offer !== offer));
  const names = await Promise.all(
    [...new Set(leaving.map(({ request }) => request))].map((id) => requests.find(db, id)),
  );
  return names.flatMap((one) => one?.firstName ?? []);
}
