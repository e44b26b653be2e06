import * as mapDrive from '#server/lifts/map-drive.ts';
import { onPage } from '../../../sheet.ts';
import type { PageServerLoad } from './$types';
import { sheetFor } from './sheet.ts';

export const load: PageServerLoad = async (event) => {
  const { sheet, offer } = await sheetFor(event);
  const { house, now } = event.locals;
  return {
    sheet: onPage(sheet),
    offer,
    map: await mapDrive.ofDrive(house.db, offer, now),
    tiles: house.config.mapTiles,
  };
};
