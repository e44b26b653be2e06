/** '45p', '£1.20', '£3'; nothing at all is 'nothing'. */
export function moneyInWords(pence: number): string {
  if (pence === 0) return 'nothing';
  if (pence < 100) return `${pence}p`;
  return pence % 100 === 0 ? `£${pence / 100}` : `£${(pence / 100).toFixed(2)}`;
}

/** '6.2 miles', '1 mile', from tenths of a mile. */
export function milesInWords(tenths: number): string {
  return tenths === 10 ? '1 mile' : `${tenths / 10} miles`;
}
