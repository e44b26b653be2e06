import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { startMailReceiver, type MailReceiver } from '../helpers/mail-receiver.ts';
import { startPushReceiver, type PushReceiver } from '../helpers/push-receiver.ts';
import { startNatter, type RealNatter } from '../helpers/real-natter.ts';

interface Village {
  /** A data folder to copy. */
  folder: string;
  /** For each of the cast, the path that signs them in once: "/sign-in/once/…". */
  cards: Record<string, string>;
}

interface Fixtures {
  /** Starts in the demo village, with `test.use({ inVillage: true })`; otherwise empty, with a set-up link. */
  inVillage: boolean;
  /** What the operator sets besides. */
  settings: Record<string, string>;
  push: PushReceiver;
  mail: MailReceiver;
  /** The built Natter, running for this one test; relative addresses lead to it. */
  natter: RealNatter;
  /** Opens the one-time address of one of the cast, as in `signInAs(page, 'Ada')`. */
  signInAs: (page: Page, firstName: string) => Promise<void>;
}

export const test = base.extend<Fixtures, { village: Village }>({
  inVillage: [false, { option: true }],
  settings: [{}, { option: true }],

  // eslint-disable-next-line no-empty-pattern -- Playwright reads the fixtures from the pattern
  push: async ({}, use) => {
    const push = await startPushReceiver('https');
    await use(push);
    await push.stop();
  },

  // eslint-disable-next-line no-empty-pattern -- as above
  mail: async ({}, use) => {
    const mail = await startMailReceiver();
    await use(mail);
    await mail.stop();
  },

  natter: async ({ inVillage, settings, push, mail, village }, use, about) => {
    const trust = about.outputPath('push-service.pem');
    writeFileSync(trust, push.ca);
    const natter = await startNatter({
      from: inVillage ? village.folder : undefined,
      env: {
        SMTP_URL: mail.url,
        MAIL_FROM: 'natter@stainsacre.example',
        PUSH_CONTACT: 'mailto:keeper@stainsacre.example',
        PUSH_EXTRA_HOSTS: push.host,
        NODE_EXTRA_CA_CERTS: trust,
        ...settings,
      },
    });
    await use(natter);
    if (about.status !== about.expectedStatus) {
      await about.attach('what Natter printed', { body: natter.printed.join('\n') });
    }
    await natter.remove();
  },

  baseURL: async ({ natter }, use) => use(natter.url),

  signInAs: async ({ village }, use) => {
    await use(async (page, firstName) => {
      await page.goto(village.cards[firstName] ?? `no card for ${firstName}`);
      await page.getByRole('main').getByRole('button').first().click();
    });
  },

  village: [
    // eslint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'natter-village-'));
      await use({ folder, cards: makeVillage(folder) });
      rmSync(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

export { expect };

function makeVillage(folder: string): Record<string, string> {
  const args = ['src/commands/with-packages.mjs', '--present', 'src/commands/demo.ts'];
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, NATTER_DATA: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the demo village did not move in:\n${stdout}${stderr}`);
  const lines = [...stdout.matchAll(/^\S+ (\S+) https?:\/\/[^/\s]+(\/\S+)$/gm)];
  return Object.fromEntries(lines.map(([, name, path]) => [name, path]));
}

/**
 * Nothing on the page is known to shut anybody out (WCAG 2.2 AA and axe's own good practice). axe is a script
 * itself, so it looks where script is on; the markup is the same without.
 */
export async function expectOpenToAll(page: Page): Promise<void> {
  if (base.info().project.name === 'script-off') return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}
