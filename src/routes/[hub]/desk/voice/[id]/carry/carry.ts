import type { Database } from '#server/db/database.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import * as bodies from '#server/partners/bodies.ts';
import * as bodyMeetings from '#server/partners/body-meetings.ts';
import * as clearDays from '#server/voice/clear-days.ts';
import * as carrying from '#server/voice/carrying.ts';
import { localOf } from '#server/wall-clock.ts';

/** The meetings a topic can be carried to, with the days of notice counted as the law of the place counts them. */
export async function meetingsFor(db: Database, hub: Hub, now: number) {
  const [all, known] = [
    await bodyMeetings.ahead(db, hub.slug, localOf(now + carrying.TO_OBJECT, hub.zone)),
    await bodies.ofHub(db, hub.slug),
  ];
  return all.flatMap((meeting) => {
    const body = known.find(({ id }) => id === meeting.body);
    if (!body) return [];
    const meetsOn = meeting.startsLocal.slice(0, 10);
    const goesOn = localOf(now + carrying.TO_OBJECT, hub.zone).slice(0, 10);
    const counted = clearDays.clearDays(body.nation, goesOn, meetsOn);
    const wantedBy = clearDays.itemWantedBy(body.nation, meetsOn, body.daysAhead);
    return [
      {
        id: meeting.id,
        body: body.name,
        startsLocal: meeting.startsLocal,
        place: meeting.place,
        wantedBy,
        isInTime: goesOn <= wantedBy,
        needed: counted.needed,
        clear: counted.clear,
        // A long list is no help: what is further off has days enough.
        days: counted.days.length <= MOST_DAYS ? counted.days : [],
      },
    ];
  });
}

const MOST_DAYS = 21;
