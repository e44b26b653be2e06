import { gather } from '#server/people/own-data.ts';
import { requireViewer } from '../../../door.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const data = await gather(event.locals.house.db, requireViewer(event).id);
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="my-natter.json"',
    },
  });
};
