import type { Draft, DraftCell } from '#server/rotas/drafts.ts';
import type { RotaProblem } from '#server/rotas/fill-problem.ts';
import * as cards from '#server/rotas/jobs.ts';
import * as shifts from '#server/rotas/shifts.ts';
import type { Shift } from '#server/rotas/shifts.ts';
import { localOf } from '#server/wall-clock.ts';

/** One place of a shift, as the host sees it: who is on it by their own word, or whom the draft would ask. */
export interface Place {
  place: number;
  must: boolean;
  person: { id: string; firstName: string } | null;
  standing: 'taken' | 'learning' | 'asked' | 'silent' | 'declined' | 'drafted' | 'empty';
  wantsCover: boolean;
  locked: boolean;
}

/** The dates of the rota with their jobs and places, soonest first. */
export function datesOf(all: Shift[], draft: Draft | null, now: number) {
  const names = new Map(
    all.flatMap(({ turns }) => turns.map((turn) => [turn.person, turn.firstName] as const)),
  );
  const dates = [...new Map(all.map(({ meetup }) => [meetup.id, meetup])).values()];
  return dates.map((meetup) => {
    const jobs = all
      .filter((shift) => shift.meetup.id === meetup.id)
      .map((shift) => ({
        id: shift.job.id,
        name: shift.job.name,
        must: shift.job.must,
        gap: shifts.gapOf(shift),
        helps: shift.meetup.hosts.map(({ id }) => id).filter((id) => cards.isHelpFor(shift.job, meetup, id)),
        places: placesOf(shift, draft?.cells ?? [], names, now),
      }));
    return { id: meetup.id, title: meetup.title, startsLocal: meetup.startsLocal, jobs, ...countOf(jobs) };
  });
}

/** What a date still needs: hands that nobody is asked or would be asked to lend, and a word from whoever is silent. */
function countOf(jobs: { gap: number; places: Place[] }[]) {
  const count = (places: Place[], standing: Place['standing']) =>
    places.filter((place) => place.standing === standing && !place.wantsCover).length;
  const open = jobs.map(({ gap, places }) =>
    Math.max(0, gap - count(places, 'drafted') - count(places, 'asked') - count(places, 'silent')),
  );
  const all = jobs.flatMap(({ places }) => places);
  return {
    open: open.reduce((sum, one) => sum + one, 0),
    silent: count(all, 'silent'),
    drafted: count(all, 'drafted'),
  };
}

function placesOf(shift: Shift, cells: DraftCell[], names: Map<string, string>, now: number): Place[] {
  const said = shift.turns
    .filter(({ standing }) => standing === 'taken' || standing === 'asked')
    .map((turn): Omit<Place, 'place' | 'must'> => ({
      person: { id: turn.person, firstName: turn.firstName },
      standing:
        turn.standing === 'taken'
          ? turn.learning
            ? 'learning'
            : 'taken'
          : shifts.isFresh(turn, now)
            ? 'asked'
            : 'silent',
      wantsCover: turn.wantsCover,
      locked: false,
    }));
  const known = new Set(said.map(({ person }) => person!.id));
  const own = cells.filter(({ meetup, job }) => meetup === shift.meetup.id && job === shift.job.id);
  const drafted = own.filter(({ person }) => person === null || !known.has(person));
  const room = Math.max(0, shift.most - said.filter(({ standing }) => standing !== 'learning').length);
  const rest = drafted.slice(0, room).map((cell): Place => ({
    place: cell.place,
    must: cell.must,
    person: cell.person === null ? null : { id: cell.person, firstName: names.get(cell.person) ?? '' },
    standing: cell.person === null ? 'empty' : 'drafted',
    wantsCover: false,
    locked: cell.locked,
  }));
  return [...said.map((one, i): Place => ({ ...one, place: -1 - i, must: true })), ...rest];
}

/** So long after it was made, in seconds, a better draft would have come: the solver has ten, and may have to wait. */
const PATIENCE = 120;

/** What the draft is as a whole: how good, and how the work is shared against what people pledged. */
export function summaryOf(draft: Draft, problem: RotaProblem, { zone, now }: { zone: string; now: number }) {
  const given = new Map<string, number>();
  for (const { person } of draft.cells) {
    if (person !== null) given.set(person, (given.get(person) ?? 0) + 1);
  }
  return {
    // Where nothing better came, as when Natter stood still meanwhile, nothing more will come.
    how: draft.how === 'first' && now - draft.madeAt > PATIENCE ? ('best-found' as const) : draft.how,
    made: localOf(draft.madeAt, zone),
    isAsked: draft.askedAt !== null,
    isEdited: draft.editedAt !== null,
    empty: draft.cells.filter(({ person, must }) => must && person === null).length,
    shares: problem.people.map(({ id, firstName, pledge }) => ({
      id,
      firstName,
      given: given.get(id) ?? 0,
      pledge,
    })),
  };
}
