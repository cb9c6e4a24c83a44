/** Minutes and seconds on the projector: time elapsed and time left. */

/** Returns a duration such as 4:05 or 1:02:03; part of a second counts as none. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const end = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${end}` : `${minutes}:${end}`;
}

/** Returns the time left, in whole seconds: a countdown shows its first second in full. */
export function countdownText(milliseconds: number): string {
  return durationText(Math.ceil(milliseconds / 1000) * 1000);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The most minutes. */
export const LONGEST = 180;

/** Returns the minutes that were typed, with or without decimals; null unless they are more than 0 and at most 180. */
export function typedMinutes(text: string): number | null {
  const value = Number(text.normalize("NFKC").trim());
  return Number.isFinite(value) && value > 0 && value <= LONGEST ? value : null;
}
