import { mileageCsv } from '#server/feeds/mileage-csv.ts';
import { requireViewer } from '../../../door.ts';
import { logOf } from '../log/log.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
  const { drives, year } = await logOf(event.locals.house.db, requireViewer(event).id, event.url);
  return new Response(mileageCsv(drives), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="my-miles${year === null ? '' : `-${year}`}.csv"`,
      'cache-control': 'private, no-store',
    },
  });
};
