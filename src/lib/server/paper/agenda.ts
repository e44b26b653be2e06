import { AGENDA_WORDS } from '#lib/agenda-words.ts';
import { asOf, dateTimeInWords } from '#lib/dates.ts';
import type { Hub } from '#server/hubs/hubs.ts';
import type { Due } from '#server/voice/agendas.ts';
import { localOf } from '#server/wall-clock.ts';
import type { Cell, Sheet } from './sheet.ts';

/** What is talked about at a meet-up, to lie on the table: only what everybody may read, in the order of the hub. */
export function agendaSheet(
  hub: Pick<Hub, 'name' | 'zone'>,
  meetup: { title: string; startsLocal: string },
  items: Due[],
  now: number,
): Sheet {
  return {
    hubName: hub.name,
    title: `What we talk about: ${meetup.title}`,
    lines: [dateTimeInWords(meetup.startsLocal), asOf(localOf(now, hub.zone))],
    columns: [
      { heading: '', share: 0.07 },
      { heading: '', share: 0.93 },
    ],
    rows: items.map(({ kind, title, words }): Cell[] => [
      'box',
      { text: `${AGENDA_WORDS[kind]}: ${title}`, sub: words, strong: true },
    ]),
    foot: ['Anybody may add to this. Tell a host.'],
    qr: null,
    size: 16,
    oneSide: null,
  };
}
