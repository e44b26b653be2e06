/** The mail that tells whoever runs this Natter what was said about a keeper. */
export function reportMail(report: { hub: string; page: string; words: string; id: string; read: string }): {
  subject: string;
  text: string;
} {
  return {
    subject: `Natter: something was reported about a keeper of ${report.hub}`,
    text: `A neighbour asks you to look at something. It is about a keeper, so no keeper has seen it.

Hub: ${report.hub}
Page: ${report.page}
Report: ${report.id}

What they wrote:

${report.words}

All that waits to be looked at, and the button that says you have, is here for a month. Please keep it to yourself:
${report.read}
`,
  };
}
