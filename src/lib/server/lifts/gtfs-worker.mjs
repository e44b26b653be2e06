// A thread of its own for files that nobody vouches for. It reads the same TypeScript as everything else.
import { register } from 'tsx/esm/api';

register();
await import('./gtfs-thread.ts');
