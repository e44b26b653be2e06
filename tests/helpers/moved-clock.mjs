// Loaded before a real Natter (node --import), so that a test can move its clock: the file named in
// MOVED_CLOCK holds how far, in seconds. Natter itself knows nothing of this.
import { readFileSync } from 'node:fs';

const LOOK_AGAIN_MS = 20;
const file = process.env.MOVED_CLOCK ?? '';
const real = Date.now.bind(Date);
let moved = 0;
let lookedAt = 0;

Date.now = () => {
  const present = real();
  if (present - lookedAt >= LOOK_AGAIN_MS) {
    lookedAt = present;
    moved = readMoved();
  }
  return present + moved;
};

function readMoved() {
  try {
    return Number(readFileSync(file, 'utf8')) * 1000;
  } catch {
    return 0;
  }
}
