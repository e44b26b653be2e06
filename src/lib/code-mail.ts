/** The mail that brings a sign-in code. The code is not in the subject: that is shown on locked screens. */
export function codeMail(code: string): { subject: string; text: string } {
  return {
    subject: 'Your code for Natter',
    text: `Your code is

${code}

Type it into the page that asked for it. It works once, within ten minutes, and only in that browser.

If you did not ask for a code you need not do anything: nobody gets in without it. Please do not pass it on, whoever asks.
`,
  };
}
