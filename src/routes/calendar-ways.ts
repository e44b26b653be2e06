/** Each kind of calendar takes the same feed by another kind of link. */
export function waysTo(address: string, name: string) {
  const asWebcal = address.replace(/^https?:/, 'webcal:');
  const outlook = new URLSearchParams({ url: address, name });
  return {
    address,
    apple: asWebcal,
    // Google wants the webcal form in its cid; Android's own calendar is Google's.
    google: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(asWebcal)}`,
    outlook: `https://outlook.live.com/calendar/0/addfromweb?${outlook}`,
  };
}
