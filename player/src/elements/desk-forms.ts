/** Forms of the staff's desk: one submission at a time, and a question before what was typed is lost. */

/**
 * Milliseconds after which a form may be sent again: the browser tells no page that its Stop button was pressed. Longer
 * than any double click, and than saving takes.
 */
const PAUSE = 6000;
/** What `data-sent` says from then on. */
const LATE = "late";

/** Guards every form of the page. */
export function guardForms(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (isOnItsWay(form)) return event.preventDefault();
    if (form.method !== "post") return;
    form.dataset.sent = "";
    setTimeout(() => {
      form.dataset.sent = LATE;
    }, PAUSE);
  });
  window.addEventListener("beforeunload", (event) => {
    if (![...document.querySelectorAll<HTMLFormElement>("form[data-keep]")].some(isUnsaved)) return;
    event.preventDefault();
    // Chromium before 119 asks only if this is set.
    event.returnValue = "";
  });
  // A page from the back-forward cache may be sent again, but what it shows is outdated.
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}

function isOnItsWay({ dataset: { sent = LATE } }: HTMLFormElement): boolean {
  return sent !== LATE;
}

/** Compares with what the page came with: also what was typed before this script ran counts. */
function isUnsaved(form: HTMLFormElement): boolean {
  if (isOnItsWay(form)) return false;
  // The desk has sent this form back with what is not saved yet.
  return form.dataset.unsaved !== undefined || [...form.elements].some(isChanged);
}

/** Returns whether a field has another value than the page came with. */
export function isChanged(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== initialIndex(field);
  if (!(field instanceof HTMLInputElement)) return false;
  return field.value !== field.defaultValue || field.checked !== field.defaultChecked;
}

/** The option that a select begins with: the one marked, else the first. */
function initialIndex(select: HTMLSelectElement): number {
  return Math.max(
    [...select.options].findIndex((option) => option.defaultSelected),
    0,
  );
}
