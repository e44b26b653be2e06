/** A PDF that opens in the browser, with a name to save it under. */
export function pdfAnswer(pdf: Uint8Array<ArrayBuffer>, name: string, headers: Record<string, string> = {}) {
  return new Response(pdf, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}.pdf"`,
      'x-robots-tag': 'noindex',
      ...headers,
    },
  });
}
