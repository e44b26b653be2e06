import { choose, press, tabTo, type } from './by-keyboard.ts';
import { expect, test } from './natter.ts';
import { comeAsCyd } from './without-signal.ts';

test.use({ inVillage: true });

const HUB = '/stainsacre-social';

test('a neighbour signs in, answers, changes a mind, takes a job and gives it up, by keyboard alone', async ({
  page,
  mail,
}) => {
  await page.goto('/sign-in');
  await type(page, 'Your email', 'eve@stainsacre.example');
  await press(page, page.getByRole('button', { name: 'Send me a code' }));
  await page.waitForURL(/\/sign-in\/code/);
  await expect.poll(() => mail.received.length).toBeGreaterThan(0);
  await type(page, 'Your code', /\d{4} ?\d{4}/.exec(mail.received.at(-1)!.text!)![0]);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'My week' }).last()).toBeVisible();

  await page.goto(HUB);
  await press(page, page.getByRole('link', { name: 'Tea at the shelter' }).first());
  await page.waitForURL(/\/meetups\//);
  await press(page, page.getByRole('button', { name: "I'm coming" }));
  await expect(page.getByText('Eve, you said you are coming')).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Change my mind' }));
  await press(page, page.getByRole('button', { name: 'Not this time' }), 'Space');
  await expect(page.getByText('Eve, you said not this time')).toBeVisible();

  await press(page, page.getByRole('link', { name: 'Help out' }).last());
  await page.waitForURL(/\/rota/);
  await press(page, page.getByRole('button', { name: /^Take this job/ }).first());
  await expect(page.getByText('Thank you! It is yours')).toBeVisible();
  await press(page, page.getByRole('button', { name: /^I can't make it/ }).first());
  await expect(page.getByText('It stays yours until somebody says yes').first()).toBeVisible();
  await press(page, page.getByRole('link', { name: 'Say how I like to help' }));
  await page.waitForURL(/\/wishes/);
  await choose(page, page.getByLabel('Twice a month'));
  await press(page, page.getByRole('button', { name: 'Save', exact: true }));
  await expect(page.getByText('Saved. Thank you!')).toBeVisible();

  await page.goto(HUB);
  await press(page, page.getByRole('link', { name: 'Put this in your own calendar' }));
  await page.waitForURL(/\/subscribe/);
  for (const words of ['iPhone, iPad or Mac', 'Android phone', 'Google Calendar', 'Outlook'])
    await tabTo(page, page.getByRole('link', { name: words }));
  await press(page, page.getByRole('button', { name: 'Sign out on this device' }));
  await expect(page.getByRole('link', { name: 'Sign in' }).last()).toBeVisible();
});

test('a host counts heads, tells a change, drafts a rota and brings a calendar, by keyboard alone', async ({
  page,
  natter,
  signInAs,
}) => {
  await signInAs(page, 'Ada');
  await page.goto(`${HUB}/desk`);
  await press(page, page.getByRole('link', { name: 'The rota' }));
  await page.waitForURL(/\/desk\/rota/);
  await press(page, page.getByRole('button', { name: 'Draft the rota' }));
  await expect(page.getByText('Nobody is asked yet')).toBeVisible();
  await press(page, page.getByRole('button', { name: 'Ask everybody' }));
  await expect(page.getByText('Everybody is asked now')).toBeVisible();

  await page.goto(`${HUB}/desk/calendars`);
  const file = page.getByLabel('The calendar file');
  await tabTo(page, file);
  // What the device shows to choose a file by is its own.
  await file.setInputFiles({ name: 'church.ics', mimeType: 'text/calendar', buffer: Buffer.from(choir()) });
  await tabTo(page, page.locator('#file-owner'));
  await page.keyboard.type("St Mary's");
  await press(page, page.getByRole('button', { name: 'Show me what is in the file' }));
  await press(page, page.getByRole('button', { name: 'Yes, show it to everybody' }));
  await expect(page.getByRole('button', { name: 'Take it out' })).toBeVisible();

  await page.goto(`${HUB}/desk`);
  await press(page, page.getByRole('link', { name: /Tea at the shelter/ }).first());
  await page.waitForURL(/\/desk\/meetups\//);
  const path = new URL(page.url()).pathname;
  await press(page, page.getByRole('link', { name: 'Cancel this date' }));
  await page.waitForURL(/\/cancel$/);
  await press(page, page.getByRole('button', { name: 'Cancel this date' }));
  await page.waitForURL(/\/reached$/);
  const left = page.getByRole('heading', { level: 1 });
  const before = Number.parseInt((await left.textContent())!);
  await press(page, page.getByRole('button', { name: 'No answer' }).first());
  await press(page, page.getByRole('button', { name: 'Spoke' }).first(), 'Space');
  await expect(left).toContainText(String(before - 1));

  await page.goto(`${HUB}/desk`);
  const dates = page.getByRole('region', { name: 'Next meet-ups' });
  const walk = dates.getByRole('link', { name: /Seed and book swap/ }).first();
  const day = /\d{4}-\d\d-\d\d$/.exec((await walk.getAttribute('href'))!)![0];
  natter.moveTo(Date.parse(`${day}T12:00:00Z`) / 1000);
  await press(page, walk);
  await page.waitForURL((url) => url.pathname !== path && /\/desk\/meetups\//.test(url.pathname));
  await type(page, 'How many came?', '14');
  await press(page, page.getByRole('button', { name: 'Save the count' }));
  await expect(page.getByText('14 people came, 0 of them new faces.')).toBeVisible();
});

test('somebody new asks for a lift, has their say and says what they agree with, and a driver offers seats, by keyboard alone', async ({
  page,
  browser,
  natter,
  signInAs,
  javaScriptEnabled,
}) => {
  await page.goto(`${HUB}/lifts`);
  await press(page, page.getByRole('link', { name: /^I need a lift: / }).first());
  await type(page, 'Your first name', 'Ivy');
  await press(page, page.getByLabel('I need a lift'), 'Space');
  await press(page, page.getByRole('button', { name: "I'm coming" }));
  await page.waitForURL(/\/lifts\/ask/);
  await choose(page, page.getByLabel('Chapel'));
  await press(page, page.getByRole('button', { name: 'I need a lift' }));
  await expect(page.getByText('We are looking for a lift for you.')).toBeVisible();

  await press(page, page.getByRole('link', { name: 'Have your say' }).last());
  await page.waitForURL(/\/have-your-say$/);
  await tabTo(page, page.getByRole('textbox', { name: 'What would you like to say?' }));
  await page.keyboard.type('A seat by the shop would help.');
  await choose(page, page.getByRole('radio', { name: /^Everyone/ }));
  await press(page, page.getByRole('button', { name: 'Say it' }));
  await expect(page.getByText('Thank you, Ivy. It is said.')).toBeVisible();
  await press(page, page.getByRole('button', { name: /^Me too/ }).last());
  await expect(page.getByText('You stand behind it, and you are counted.')).toBeVisible();
  await page.goto(`${HUB}/have-your-say/agree`);
  await choose(page, page.getByRole('radio', { name: 'Disagree' }).first());
  await press(page, page.getByRole('button', { name: 'Send my answers' }));
  await expect(page.getByText('Thank you. Your answers count.')).toBeVisible();

  const ada = await (
    await browser.newContext({ baseURL: natter.url, javaScriptEnabled: javaScriptEnabled !== false })
  ).newPage();
  await signInAs(ada, 'Ada');
  await ada.goto(`${HUB}/lifts`);
  await press(ada, ada.getByRole('link', { name: /^I can give a lift: (?!Tea at the shelter)/ }).first());
  await ada.waitForURL(/\/lifts\/offer/);
  await choose(ada, ada.getByLabel('Bus shelter'));
  await press(ada, ada.getByRole('button', { name: 'I can give a lift' }));
  await expect(ada.getByText('seats are free').last()).toBeVisible();
});

test('without a signal somebody says "Not this time", by keyboard alone', async ({
  page,
  context,
  signInAs,
  javaScriptEnabled,
}) => {
  test.skip(javaScriptEnabled === false, 'what is kept on a device is a comfort of script');
  const path = await comeAsCyd(page, signInAs);
  await context.setOffline(true);
  await page.goto('/me');
  await press(page, page.locator(`a[href^="${path}"]`).first());
  await page.waitForURL(/\/meetups\//);
  await press(page, page.getByRole('link', { name: 'Change my mind' }));
  await press(page, page.getByRole('button', { name: 'Not this time' }));
  await expect(page.getByText('Not sent yet: Not this time').first()).toBeVisible();
  await context.setOffline(false);
  await page.goto('/me');
  await expect(page.getByText('Not sent yet')).toHaveCount(0, { timeout: 20_000 });
});

/** A church's calendar with one thing in it, tomorrow. */
function choir(): string {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const lines = ['BEGIN:VEVENT', 'UID:1', `DTSTART:${day}T183000`, 'SUMMARY:Choir', 'END:VEVENT'];
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}
