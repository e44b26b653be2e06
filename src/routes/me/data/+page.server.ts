import { requireViewer } from '../../door.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
  requireViewer(event);
};
