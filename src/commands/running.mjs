import { spawnSync } from 'node:child_process';

const LAST_LINES = 30;

/**
 * Runs a program without showing what it prints; `output` is the end of that, without stacks.
 * @param {string} program @param {string[]} args @param {string} folder
 * @returns {{ ok: boolean, output: string }}
 */
export function runQuietly(program, args, folder = process.cwd()) {
  const done = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32' && program === 'npm',
  });
  const printed = `${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}`.trim();
  const lines = printed.split('\n').filter((line) => !/^\s+at .+:\d+/.test(line));
  return { ok: done.status === 0, output: lines.slice(-LAST_LINES).join('\n') };
}

/** Runs a program that prints as it goes; true when it succeeded. @param {string} program @param {string[]} args @param {Record<string, string>} env */
export function runAloud(program, args, env = {}) {
  return spawnSync(program, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}
