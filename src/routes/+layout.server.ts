import * as textSize from './text-size/text-size.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url, cookies }) => ({
  viewer: locals.viewer && { firstName: locals.viewer.firstName },
  path: url.pathname,
  textSize: textSize.find({ cookies }),
});
