import { redirect } from '@sveltejs/kit';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { newId } from '#server/ids.ts';
import * as boards from '#server/meetups/boards.ts';
import * as hungSheets from '#server/meetups/hung-sheets.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm } from '../../../door.ts';
import type { Actions, PageServerLoad } from './$types';
import { keepers, requireDesk } from './boards.ts';
import { BOARD } from './forms.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const all = await boards.all(house.db, hub.slug);
  const sheets = await hungSheets.ofHub(house.db, hub.slug);
  const wrong = await hungSheets.wrongOn(house.db, hub.slug, sheets, now);
  return {
    once: newId(),
    today: localOf(now, hub.zone),
    people: await keepers(event, hub.slug),
    boards: all
      .filter(({ closedAt }) => closedAt === null)
      .map(({ id, place, keeper, changedAt }) => ({
        id,
        place,
        keeper: keeper?.firstName ?? null,
        changed: localOf(changedAt, hub.zone),
        sheets: sheets
          .filter(({ board }) => board === id)
          .map((sheet) => ({
            id: sheet.id,
            title: sheet.title,
            wrong: (wrong.get(sheet.id) ?? []).length > 0,
          })),
      })),
  };
};

export const actions = {
  add: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, BOARD);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const { place, keeper, once } = form.value;
    const key = takenForms.keyFor(`add-board ${hub.slug} ${by}`, once);
    const board = { hub: hub.slug, place, keeper, by };
    const id = await house.db.write((tx) => takenForms.once(tx, key, () => boards.add(tx, board, now), now));
    house.log('board-added', { hub: hub.slug, board: id, by });
    redirect(303, `/${hub.slug}/desk/boards/${id}`);
  },
} satisfies Actions;
