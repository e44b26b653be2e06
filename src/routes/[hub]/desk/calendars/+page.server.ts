import { redirect } from '@sveltejs/kit';
import * as adding from '#server/elsewhere/adding.ts';
import type { Added } from '#server/elsewhere/adding.ts';
import * as calendars from '#server/elsewhere/calendars.ts';
import * as keptDates from '#server/elsewhere/kept-dates.ts';
import { LARGEST } from '#server/elsewhere/reading.ts';
import { localOf } from '#server/wall-clock.ts';
import type { FormValues } from '#lib/forms.ts';
import { checkForm, isTooLarge, readFields, readForm, refuse } from '../../../door.ts';
import { originOf } from '../../../feed-answer.ts';
import type { Actions, PageServerLoad } from './$types';
import { requireDesk } from './desk.ts';
import { FROM_ADDRESS, OWNER } from './forms.ts';
import { hindranceInWords } from './hindrances.ts';

export const load: PageServerLoad = async (event) => {
  const { hub } = await requireDesk(event);
  const { house, now } = event.locals;
  const all = await calendars.all(house.db, hub.slug);
  return {
    today: localOf(now, hub.zone),
    file: { most: LARGEST, tooLarge: hindranceInWords('too-large') },
    calendars: await Promise.all(
      all.map(async (one) => ({
        id: one.id,
        owner: one.owner,
        isFile: one.address === null,
        paused: one.pausedAt !== null,
        standing: calendars.standing(one, now),
        failing: one.failingSince !== null,
        read: localOf(one.readAt, hub.zone),
        dates: (await keptDates.ofCalendar(house.db, one.id, now, 0)).number,
      })),
    ),
  };
};

export const actions = {
  address: async (event) => {
    const { hub, by } = await requireDesk(event);
    const form = await readForm(event, FROM_ADDRESS);
    if (!form.ok) return form.failure;
    const { house, now } = event.locals;
    const bringing = { hub, by, ...form.value, own: originOf(event) };
    const added = await adding.fromAddress(house.db, house.fetcher, bringing, now);
    return goOn(hub.slug, added, form.values, 'address');
  },

  file: async (event) => {
    const { hub, by } = await requireDesk(event);
    if (isTooLarge(event.request)) return refuse({}, { file: hindranceInWords('too-large') });
    const fields = await readFields(event.request);
    const form = checkForm(fields, OWNER);
    if (!form.ok) return form.failure;
    const file = fields.find(([name]) => name === 'file')?.[1];
    if (!(file instanceof File) || file.size === 0)
      return refuse(form.values, { file: 'Choose a file. Its name often ends in .ics' });
    if (file.size > LARGEST) return refuse(form.values, { file: hindranceInWords('too-large') });
    const { house, now } = event.locals;
    const bytes = new Uint8Array(await file.arrayBuffer());
    const added = await adding.fromFile(house.db, { hub, by, ...form.value, bytes }, now);
    return goOn(hub.slug, added, form.values, 'file');
  },
} satisfies Actions;

function goOn(hub: string, added: Added, values: FormValues, field: 'address' | 'file') {
  if (added.is !== 'added') return refuse(values, { [field]: hindranceInWords(added.is) });
  redirect(303, `/${hub}/desk/calendars/${added.id}`);
}
