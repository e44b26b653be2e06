import type { RequestEvent } from '@sveltejs/kit';
import { notesSheet } from '#server/paper/notes.ts';
import * as writeUps from '#server/voice/write-ups.ts';
import { requireMeeting } from '../agenda/agenda.ts';

/** The notes on paper, sent or not; before there are any, a sheet to write them on. */
export async function notesFor(event: RequestEvent) {
  const { hub, meetup } = await requireMeeting(event);
  const { house, now } = event.locals;
  const notes = await writeUps.of(house.db, hub.slug, meetup.id);
  const { title, startsLocal } = meetup;
  const empty = { title, startsLocal, decisions: [], promises: [] };
  return { sheet: notesSheet(hub, notes ?? empty, now), meetup };
}
