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

You can say here that you have looked at it. Please keep this address to yourself, it works for a month:
${report.read}
`,
  };
}
