import { make } from "./dom";

/** Needed by Windows editors and spreadsheets to recognise UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

/** Downloads a file. */
export function saveFile(name: string, type: string, ...parts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser may still be reading.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
