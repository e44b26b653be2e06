import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

/** Few pieces of script: each costs a visitor as much again in headers as a small one holds. */
const pieces = {
  groups: [
    { name: 'framework', test: /node_modules\/(svelte|@sveltejs|esm-env|devalue|clsx)\/|^\0/, priority: 2 },
    { name: 'shared', test: /\/src\/lib\//, minShareCount: 8, priority: 1 },
  ],
};

export default defineConfig({
  plugins: [sveltekit()],
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: pieces } } } } },
  server: { host: '127.0.0.1', port: 3000 },
  preview: { host: '127.0.0.1', port: 3000 },
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/helpers/migrated.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
