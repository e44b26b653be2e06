import type { PageServerLoad } from './$types';
import { sheetFor } from './sheet.ts';

export const load: PageServerLoad = async (event) => ({ sheet: await sheetFor(event) });
