import { expect, it } from 'vitest';
import * as takenForms from '#server/hubs/taken-forms.ts';
import { eachDatabase } from '../../helpers/databases.ts';
import { NOW } from '../../helpers/neighbours.ts';

eachDatabase((fresh) => {
  it('a form sent twice is taken once, and answered twice with the first result', async () => {
    const db = await fresh();
    const key = takenForms.keyFor('start-hub', 'abc');
    let made = 0;
    const send = () => db.write((tx) => takenForms.once(tx, key, async () => `result ${++made}`, NOW));
    const first = await send();
    expect(await Promise.all([send(), send()])).toEqual([first, first]);
    expect(made).toBe(1);
  });

  it('the same value in another form is another form', () => {
    expect(takenForms.keyFor('a', 'abc')).not.toBe(takenForms.keyFor('b', 'abc'));
    expect(takenForms.keyFor('a', '')).toBeNull();
  });

  it('a form that failed can be sent again', async () => {
    const db = await fresh();
    const failing = db.write((tx) => takenForms.once(tx, 'k', () => Promise.reject(new Error('no')), NOW));
    await expect(failing).rejects.toThrow('no');
    expect(await db.write((tx) => takenForms.once(tx, 'k', async () => 'yes', NOW))).toBe('yes');
  });

  it('a form that has to be put right may come again', async () => {
    const db = await fresh();
    expect(await db.write((tx) => takenForms.once(tx, 'k', async () => null, NOW))).toBeNull();
    expect(await db.write((tx) => takenForms.once(tx, 'k', async () => 'right', NOW))).toBe('right');
  });

  it('old forms are forgotten', async () => {
    const db = await fresh();
    await db.write((tx) => takenForms.once(tx, 'k', async () => 'old', NOW));
    await db.write((tx) => takenForms.forget(tx, NOW + 1));
    expect(await db.write((tx) => takenForms.once(tx, 'k', async () => 'new', NOW))).toBe('new');
  });
});
