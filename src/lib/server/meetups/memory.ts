/** What was made once from what does not change, by a key that names all it was made from. */
export interface Memory<T> {
  find(key: string): T | undefined;
  keep(key: string, value: T): T;
}

/** A memory that forgets everything when it holds `most`: what is asked for often is soon there again. */
export function createMemory<T>(most: number): Memory<T> {
  const kept = new Map<string, T>();
  return {
    find: (key) => kept.get(key),
    keep(key, value) {
      if (kept.size >= most) kept.clear();
      kept.set(key, value);
      return value;
    },
  };
}
