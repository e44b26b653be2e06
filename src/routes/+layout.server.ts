import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => ({
  viewer: locals.viewer && { firstName: locals.viewer.firstName },
  path: url.pathname,
});
