import { redirect } from '@sveltejs/kit';
import { readFields } from '../door.ts';
import { ownPath } from '../own-path.ts';
import * as textSize from './text-size.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async (event) => {
  const form = new Map(await readFields(event.request));
  const size = textSize.SIZES.find((one) => one === form.get('size'));
  if (size) textSize.keep(event, size);
  const back = form.get('back');
  redirect(303, ownPath(typeof back === 'string' ? back : null));
};
