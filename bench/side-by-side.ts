import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { build } from '../src/commands/building.mjs';
import { makeFolder, seedBare, startBare, startNatter, type Server } from './servers.ts';
import { seedNatter, type Seeded } from './village.ts';

export const ROUNDS = 4;

export interface Pair {
  seeded: Seeded;
  startNatter(): Promise<Server>;
  startBare(): Promise<Server>;
  remove(): void;
}

/** Both apps, built, each with its data: to be started in turn. */
export async function prepare(): Promise<Pair> {
  build();
  buildBare();
  const { folder, remove } = makeFolder();
  const seeded = await seedNatter(folder);
  await seedBare(folder);
  return {
    seeded,
    startNatter: () => startNatter(folder),
    startBare: () => startBare(folder),
    remove,
  };
}

/** Measures both in turn, round after round, so that what else the machine does meets both alike. */
export async function inTurn<T>(
  pair: Pair,
  measure: { natter: (server: Server) => Promise<T>; bare: (server: Server) => Promise<T> },
  rounds = ROUNDS,
): Promise<{ natter: T[]; bare: T[] }> {
  const seen: { natter: T[]; bare: T[] } = { natter: [], bare: [] };
  for (let round = 0; round < rounds; round++) {
    seen.bare.push(await during(await pair.startBare(), measure.bare));
    seen.natter.push(await during(await pair.startNatter(), measure.natter));
  }
  return seen;
}

async function during<T>(server: Server, measure: (server: Server) => Promise<T>): Promise<T> {
  try {
    return await measure(server);
  } finally {
    await server.stop();
  }
}

function buildBare(): void {
  if (existsSync('bench/bare/build/index.js')) return;
  const vite = ['../../node_modules/vite/bin/vite.js', 'build'];
  const { status, stderr } = spawnSync(process.execPath, vite, { cwd: 'bench/bare', encoding: 'utf8' });
  if (status !== 0) throw new Error(`the bare app could not be built:\n${stderr}`);
}
