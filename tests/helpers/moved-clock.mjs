// Loaded before a real Natter (node --import), so that a test can move its clock: the file named in
// MOVED_CLOCK holds how far, in seconds. Natter itself knows nothing of this.
import { readFileSync } from 'node:fs';

const file = process.env.MOVED_CLOCK ?? '';
const real = Date.now.bind(Date);

// Read each time: what is asked after a move is answered after it.
Date.now = () => real() + Number(readFileSync(file, 'utf8')) * 1000;
