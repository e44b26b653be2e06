import type { Bar, Frame } from './fill-frame.ts';
import type { Clash } from './fill-problem.ts';
import { brokenIn, keyless, type Standing } from './fill-standing.ts';

/** Every rule that what is held breaks: it stays all the same, and the host is told. */
export function clashesOf(standing: Standing): Clash[] {
  const { frame } = standing;
  return [
    ...frame.shifts.flatMap((_, s) => inShift(standing, s)),
    ...frame.meetups.flatMap((_, w) => atMeetup(standing, w)),
    ...frame.people.flatMap((_, p) => ofPerson(standing, p)),
  ];
}

type About = Partial<Pick<Clash, 'shift' | 'person' | 'other'>>;

function clash(because: Clash['because'], meetup: string, about: About = {}): Clash {
  return { because, meetup, shift: null, person: null, other: null, ...about };
}

function inShift(standing: Standing, s: number): Clash[] {
  const { frame } = standing;
  const { id, meetup, held, must, want } = frame.shifts[s]!;
  const barred = frame.people.flatMap(({ id: person }, p) => {
    const bar: Bar | null = frame.held[p]![s] ? frame.bar[p]![s]! : null;
    return bar === null ? [] : [clash(bar, meetup, { shift: id, person })];
  });
  const crowded = held.length > must + want ? [clash('too many', meetup, { shift: id })] : [];
  const alone = brokenIn(standing, s) > 0 ? [clash('learner alone', meetup, { shift: id })] : [];
  return [...barred, ...crowded, ...alone];
}

function atMeetup(standing: Standing, w: number): Clash[] {
  const { frame, at } = standing;
  const meetup = frame.meetups[w]!.id;
  const apart = frame.people.flatMap(({ id: person }, p) =>
    frame.apartFrom[p]!.filter((q) => q > p && at[p]![w]!.length > 0 && at[q]![w]!.length > 0).map((q) =>
      clash('apart', meetup, { person, other: frame.people[q]!.id }),
    ),
  );
  return [...(keyless(standing, w) ? [clash('no key', meetup)] : []), ...apart];
}

function ofPerson({ frame, at, load }: Standing, p: number): Clash[] {
  const person = frame.people[p]!.id;
  const turns = at[p]!.flatMap((shifts, w) => (shifts.length > 0 ? [w] : []));
  const named = (w: number) => frame.meetups[w]!.id;
  const found: Clash[] = [];
  turns.forEach((w, index) => {
    const shifts = at[p]![w]!;
    const both = shifts.some((s) => shifts.some((t) => s !== t && !frame.joins[s]!.has(t)));
    if (both) found.push(clash('two jobs', named(w), { person }));
    if (index > 0 && w - turns[index - 1]! <= frame.gap[p]!)
      found.push(clash('too soon', named(w), { person }));
  });
  const over = load[p]! * frame.step > frame.limit[p]!;
  if (over && isAllHeld(frame, at[p]!.flat(), p))
    found.push(clash('over limit', named(turns.at(-1)!), { person }));
  return found;
}

function isAllHeld({ held }: Frame, shifts: number[], p: number): boolean {
  return shifts.every((s) => held[p]![s]);
}
