import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as boards from '#server/meetups/boards.ts';
import * as hungSheets from '#server/meetups/hung-sheets.ts';
import * as meetups from '#server/meetups/meetups.ts';
import * as posterDates from '#server/meetups/poster-dates.ts';
import { localOf } from '#server/wall-clock.ts';
import { readForm, refuse } from '../../../../door.ts';
import { keepers, requireDesk } from '../boards.ts';
import { BOARD, PUT_UP, TAKE_DOWN } from '../forms.ts';
import type { Actions, PageServerLoad } from './$types';

const MOST = 20;

export const load: PageServerLoad = async (event) => {
  const { hub, board } = await requireBoard(event);
  const { house, now } = event.locals;
  const sheets = (await hungSheets.ofHub(house.db, hub.slug)).filter((one) => one.board === board.id);
  const wrong = await hungSheets.wrongOn(house.db, hub.slug, sheets, now);
  const ahead = await meetups.upcoming(house.db, hub.slug, now, { limit: 200, unlisted: true });
  const first = ahead.filter((one, i) => ahead.findIndex(({ seriesId }) => seriesId === one.seriesId) === i);
  return {
    today: localOf(now, hub.zone),
    people: await keepers(event, hub.slug),
    board: {
      id: board.id,
      place: board.place,
      keeper: board.keeper?.id ?? null,
      closed: board.closedAt !== null,
    },
    sheets: sheets.map(({ id, title, series, putUpAt }) => ({
      id,
      title,
      putUp: localOf(putUpAt, hub.zone),
      wrong: wrong.get(id) ?? [],
      next: series === null ? null : (first.find(({ seriesId }) => seriesId === series)?.id ?? null),
    })),
    posters: first.slice(0, MOST).map(({ id, title }) => ({ id, title })),
  };
};

export const actions = {
  save: async (event) => {
    const { hub, board } = await requireBoard(event);
    const form = await readForm(event, BOARD);
    if (!form.ok) return form.failure;
    const { place, keeper } = form.value;
    await event.locals.house.db.write((tx) =>
      boards.correct(tx, { hub: hub.slug, id: board.id, place, keeper }),
    );
    redirect(303, `/${hub.slug}/desk/boards/${board.id}`);
  },

  putUp: async (event) => {
    const { hub, board, by } = await requireBoard(event);
    const form = await readForm(event, PUT_UP);
    if (!form.ok) return form.failure;
    const { db } = event.locals.house;
    const { now } = event.locals;
    const { sheet } = form.value;
    const meetup = sheet === 'whats-on' ? null : await meetups.find(db, hub.slug, sheet, now);
    if (sheet !== 'whats-on' && !meetup) return refuse(form.values, { sheet: 'Choose what you put up' });
    const dates = meetup
      ? await posterDates.onPoster(db, meetup, now)
      : await posterDates.onList(db, hub.slug, now);
    const hung = { board: board.id, series: meetup?.seriesId ?? null, by };
    await db.write((tx) => hungSheets.putUp(tx, { ...hung, printed: dates.map(hungSheets.printedOf) }, now));
    redirect(303, `/${hub.slug}/desk/boards/${board.id}`);
  },

  takeDown: async (event) => {
    const { hub, board } = await requireBoard(event);
    const form = await readForm(event, TAKE_DOWN);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    await house.db.write((tx) => hungSheets.takeDown(tx, board.id, form.value.id, now));
    redirect(303, `/${hub.slug}/desk/boards/${board.id}`);
  },

  close: async (event) => {
    const { hub, board } = await requireBoard(event);
    const { house, now } = event.locals;
    await house.db.write((tx) => boards.close(tx, hub.slug, board.id, now));
    redirect(303, `/${hub.slug}/desk/boards`);
  },
} satisfies Actions;

async function requireBoard(event: RequestEvent) {
  const { hub, by } = await requireDesk(event);
  const board = await boards.find(event.locals.house.db, hub.slug, event.params.id ?? '');
  return { hub, by, board: board ?? error(404, 'There is nothing here') };
}
