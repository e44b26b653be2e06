// A thread of its own for what takes long. It reads the same TypeScript as everything else.
import { register } from 'tsx/esm/api';

register();
await import('./plan-thread.ts');
