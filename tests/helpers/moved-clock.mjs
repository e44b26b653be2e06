// Loaded before a real Natter (node --import), so that a test can move its clock: the file named in
// MOVED_CLOCK holds how far, in seconds. Natter itself knows nothing of this.
import { readFileSync } from 'node:fs';

const file = process.env.MOVED_CLOCK ?? '';
const real = Date.now.bind(Date);
let moved = 0;
let isRead = false;

// Read once in each turn of the event loop: what is asked after a move is answered after it.
Date.now = () => {
  if (!isRead) {
    moved = readMoved();
    isRead = true;
    setImmediate(() => (isRead = false)).unref();
  }
  return real() + moved;
};

function readMoved() {
  try {
    return Number(readFileSync(file, 'utf8')) * 1000;
  } catch {
    return 0;
  }
}
