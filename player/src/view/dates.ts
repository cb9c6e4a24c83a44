/** Formats the local date, such as 2026-01-31. */
export function dayText(at: number): string {
  const when = new Date(at);
  return `${when.getFullYear()}-${two(when.getMonth() + 1)}-${two(when.getDate())}`;
}

/** Formats the local date and time, to the minute. */
export function momentText(at: number): string {
  const when = new Date(at);
  return `${dayText(at)} ${two(when.getHours())}:${two(when.getMinutes())}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
