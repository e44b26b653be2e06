import type { Event } from './event.ts';

/**
 * One event a UID, the latest, and its exceptions as events of their own; what these stand in for is none of its dates.
 * Where a file says the same twice, the higher SEQUENCE counts, then the later.
 */
export function withExceptions(events: Event[]): Event[] {
  const masters = new Map<string, Event>();
  const exceptions = new Map<string, Map<string, Event>>();
  const nameless: Event[] = [];
  for (const event of events) {
    if (event.uid === '') nameless.push(event);
    else if (event.insteadOf === null) keepLatest(masters, event.uid, event);
    else {
      const own = exceptions.get(event.uid) ?? new Map<string, Event>();
      exceptions.set(event.uid, own);
      keepLatest(own, `${event.insteadOf.local} ${event.insteadOf.zone}`, event);
    }
  }
  const whole = [...masters.values()].map((master) => {
    const own = [...(exceptions.get(master.uid)?.values() ?? [])];
    return { ...master, exdates: [...master.exdates, ...own.map(({ insteadOf }) => insteadOf!)] };
  });
  return [...whole, ...[...exceptions.values()].flatMap((own) => [...own.values()]), ...nameless];
}

function keepLatest(kept: Map<string, Event>, key: string, event: Event): void {
  const known = kept.get(key);
  if (!known || known.sequence <= event.sequence) kept.set(key, event);
}
