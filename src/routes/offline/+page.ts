/** Everybody gets the same, and a device keeps it: it needs no script. */
export const csr = false;
