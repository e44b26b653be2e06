import { waysTo } from '../../calendar-ways.ts';
import { requireHub } from '../../door.ts';
import { originOf } from '../../feed-answer.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const hub = await requireHub(event);
  return waysTo(`${originOf(event)}/${hub.slug}/calendar.ics`, hub.name);
};
