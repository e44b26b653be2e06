import type { Page } from '@playwright/test';

/** A form of a page as somebody might send it, with one of its buttons. */
export interface FilledForm {
  /** Where it goes: "/stainsacre-social/desk/jobs". */
  path: string;
  /** What it does there: "?/finishErrand". */
  way: string;
  fields: [name: string, value: string][];
}

/** What is written into fields that stand empty; a day is nine days on. */
const SAMPLES = {
  date: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10),
  time: '10:30',
  'datetime-local': `${new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10)}T10:30`,
  tel: '01632 960999',
  email: 'somebody@example.org',
  url: 'https://example.org/calendar.ics',
  number: '2',
  text: 'Somebody',
};

/** Every form on a page that sends something, once for each of its buttons, filled like somebody who fills in all. */
export function formsOn(page: Page, html: string, path: string): Promise<FilledForm[]> {
  return page.evaluate(read, { html, path, samples: SAMPLES });
}

/** The addresses of this Natter that a page leads to, without what follows "?" and "#". */
export function linksOn(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*\shref="(\/[^"?#]*)/g)].map(([, path]) => path!);
}

/** Runs in a browser, which knows best what a form sends. */
function read(given: { html: string; path: string; samples: Record<string, string> }): FilledForm[] {
  const { html, path, samples } = given;
  const forms = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('form');
  return [...forms].filter(({ method }) => method === 'post').flatMap(sendings);

  function sendings(form: HTMLFormElement): FilledForm[] {
    const controls = [...form.elements];
    for (const control of controls) fill(control, controls);
    const buttons = controls.filter((one): one is HTMLButtonElement =>
      one.matches('button:not([type=button])'),
    );
    const fields = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]);
    return buttons.map((button) => {
      const to = new URL(
        button.getAttribute('formaction') ?? form.getAttribute('action') ?? '',
        `http://natter${path}`,
      );
      const way = [...to.searchParams.keys()].find((name) => name.startsWith('/')) ?? '/default';
      const own: [string, string][] = button.name ? [[button.name, button.value]] : [];
      return { path: to.pathname, way: `?${way}`, fields: [...fields, ...own] };
    });
  }

  function fill(control: Element, controls: Element[]): void {
    if (control instanceof HTMLSelectElement) {
      if (control.value === '')
        control.value = [...control.options].find(({ value }) => value !== '')?.value ?? '';
    } else if (control instanceof HTMLTextAreaElement) {
      if (control.value === '') control.value = samples.text!;
    } else if (!(control instanceof HTMLInputElement)) return;
    else if (control.type === 'checkbox') control.checked = true;
    else if (control.type === 'radio') {
      const group = controls.filter((one) => one instanceof HTMLInputElement && one.name === control.name);
      if (!group.some((one) => (one as HTMLInputElement).checked)) control.checked = true;
    } else if (control.value === '' && control.type in samples) {
      control.value = control.type === 'number' && control.min ? control.min : samples[control.type]!;
    }
  }
}
