import { useEffect, useState } from "preact/hooks";

/** The part of the address behind `#`, as it changes. */
export function useHash(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return hash;
}

const ITEM = "#item=";

export function itemHash(id: string): string {
  return `${ITEM}${encodeURIComponent(id)}`;
}

/** The item that the address asks for, or null. */
export function itemOfHash(hash: string): string | null {
  if (!hash.startsWith(ITEM)) return null;
  try {
    return decodeURIComponent(hash.slice(ITEM.length));
  } catch {
    // A mangled address names no item.
    return null;
  }
}
