// A thread of its own: votes in; where each person stands, and which groups they make, out.
import { parentPort, workerData } from 'node:worker_threads';
import { groupsOf, includedIn, silhouetteOf } from './opinion-groups.mjs';
import { directionsOf, meansOf, placesOf } from './opinion-places.mjs';

const { table, stays, least, given } = workerData;
const means = meansOf(table);
const directions = directionsOf(table, means);
const places = placesOf(table, means, directions);
/** Rows of the table. @type {Int32Array} */
const included = given ? given.rows : includedIn(table, stays);
const points = Float64Array.from([...included].flatMap((row) => [...places.subarray(2 * row, 2 * row + 2)]));
const found = given
  ? { labels: given.labels, silhouette: silhouetteOf(points, given.labels, Math.max(0, ...given.labels) + 1) }
  : groupsOf(points, least);
parentPort?.postMessage({ means, directions, included, ...(found ?? { labels: null, silhouette: null }) });
