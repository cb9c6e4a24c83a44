import { make } from "./dom";

/** What Windows' editors and spreadsheets need to see that a file is UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff";

/** Offers a file for download. */
export function saveFile(name: string, type: string, ...parts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([...parts], { type }));
  const anchor = make("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser may still be reading.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
