import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Load, Outcome } from './load.ts';
import { pinned } from './servers.ts';

/** Puts load on a server from a process of its own, and tells what came of it. */
export async function press(load: Load): Promise<Outcome> {
  const child = spawn(
    ...pinned(0, [process.execPath, '--import', 'tsx', 'bench/load.ts', JSON.stringify(load)]),
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  await once(child, 'close');
  return JSON.parse(printed);
}
