import { asOf, dayInWords, timeInWords } from '#lib/dates.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import * as shifts from '#server/rotas/shifts.ts';
import type { Shift } from '#server/rotas/shifts.ts';
import { localOf } from '#server/wall-clock.ts';
import { qrOf, type Qr } from './qr.ts';

/** The rota for the wall, the same for a page and for a PDF: dates down, jobs across. */
export interface RotaSheet {
  hubName: string;
  lines: string[];
  jobs: string[];
  rows: { when: string; title: string; cells: (RotaCell | null)[] }[];
  foot: string[];
}

export interface RotaCell {
  /** First names of who said yes, in the order in which they did. */
  names: string[];
  /** How many more are needed, with a code that leads to taking it; null when nobody is missing. */
  gap: { words: string; qr: Qr } | null;
}

/**
 * Who does what on these dates, for a wall where neighbours read it: first names of those who said yes, never of who
 * was only asked. `origin` is the address of this installation.
 */
export function rotaSheet(hub: Hub, all: Shift[], origin: string, now: number): RotaSheet {
  const jobs = [...new Map(all.map(({ job }) => [job.id, job.name]))];
  const dates = [...new Map(all.map(({ meetup }) => [meetup.id, meetup])).values()];
  const byKey = new Map(all.map((shift) => [keyOf(shift.meetup.id, shift.job.id), shift]));
  const rota = `${origin}/${hub.slug}/rota`;
  return {
    hubName: hub.name,
    lines: [
      asOf(localOf(now, hub.zone)),
      dates.length > 0
        ? 'Can you fill a gap? Point your phone at its code, or tell a host.'
        : 'No jobs are asked for in the next twelve weeks.',
    ],
    jobs: jobs.map(([, name]) => name),
    rows: dates.map(({ id, title, startsLocal }) => ({
      when: `${dayInWords(startsLocal)}, ${timeInWords(startsLocal)}`,
      title,
      cells: jobs.map(([job]) => {
        const shift = byKey.get(keyOf(id, job));
        return shift ? cellOf(shift, `${rota}?at=${keyOf(id, job)}`) : null;
      }),
    })),
    foot: [`It changes. How it stands now: ${rota.replace(/^https?:\/\//, '')}`],
  };
}

function cellOf(shift: Shift, address: string): RotaCell {
  const gap = shifts.gapOf(shift);
  const names = shift.turns
    .filter(({ standing }) => standing === 'taken')
    .map(({ firstName, wantsCover, learning }) =>
      wantsCover ? `${firstName} (needs cover)` : learning ? `${firstName} (learning)` : firstName,
    );
  const words = `${gap} ${shift.job.must ? 'needed' : 'welcome'}`;
  return { names, gap: gap > 0 ? { words, qr: qrOf(address) } : null };
}

function keyOf(meetup: string, job: string): string {
  return `${meetup}/${job}`;
}
