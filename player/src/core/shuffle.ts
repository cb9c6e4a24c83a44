/** Deterministic pseudo-random orders: the same seed gives the same order after a reload. */

/** Returns a random order of `count` indexes. The fixed ones keep their positions. */
export function shuffle(seed: number, count: number, fixed: readonly number[] = []): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  const free = order.filter((index) => !fixed.includes(index));
  const next = generator(seed);
  // Fisher–Yates over the positions that are free.
  for (let last = free.length - 1; last > 0; last--) {
    const other = Math.floor((next() / 2 ** 32) * (last + 1));
    swap(order, free[last] ?? last, free[other] ?? other);
  }
  return order;
}

/** Like `shuffle`, but never the sorted order: that would already be the correct answer. */
export function disorder(seed: number, count: number): number[] {
  const order = shuffle(seed, count);
  const sorted = order.every((index, place) => index === place);
  return sorted ? [...order.slice(1), ...order.slice(0, 1)] : order;
}

/** Derives a seed from another seed and a name: FNV-1a with the seed mixed in. */
export function seedFor(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let place = 0; place < name.length; place++) {
    hash = Math.imul(hash ^ name.charCodeAt(place), 0x01000193);
  }
  return hash >>> 0;
}

function swap(order: number[], one: number, other: number): void {
  const kept = order[one] as number;
  order[one] = order[other] as number;
  order[other] = kept;
}

/** Mulberry32: small, well mixed, and identical in every language with 32-bit integers. */
function generator(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
