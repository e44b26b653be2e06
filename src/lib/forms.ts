/** What was typed, by field; a field that may be ticked more than once holds a list. */
export type FormValues = Record<string, string | string[]>;

/** What to do about each field that cannot stay as it is: "Enter a first name". */
export type FormProblems = Record<string, string>;

/** What an action gives back to its page when something has to be put right. Codes and secrets are never in it. */
export interface FormFailure {
  values: FormValues;
  problems: FormProblems;
}

/** The text typed into a field before, or ''. */
export function typed(form: { values?: FormValues } | null | undefined, field: string): string {
  const value = form?.values?.[field];
  return typeof value === 'string' ? value : '';
}

/** True when a choice was ticked before. */
export function ticked(
  form: { values?: FormValues } | null | undefined,
  field: string,
  choice = 'yes',
): boolean {
  const value = form?.values?.[field];
  return Array.isArray(value) ? value.includes(choice) : value === choice;
}
