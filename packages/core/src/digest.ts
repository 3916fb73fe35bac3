/**
 * 16 hex digits that stand for a text: 64 bits, mixed as in MurmurHash3 (Appleby, 2011). It guards against accidents, not
 * against attackers, and costs nothing to load, where a module of cryptography costs a tenth of a run.
 */
export function digestOf(text: string): string {
  let low = 0x9747b28c;
  let high = 0x5bd1e995;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    low ^= low >>> 13;
    high = Math.imul(high ^ unit, 0xc2b2ae35);
    high ^= high >>> 15;
  }
  low = finished(low ^ text.length);
  return hex(low) + hex(finished(high ^ low));
}

/** The finalizer: each bit of what goes in changes half of what comes out. */
function finished(bits: number): number {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

const hex = (bits: number): string => (bits >>> 0).toString(16).padStart(8, '0');
