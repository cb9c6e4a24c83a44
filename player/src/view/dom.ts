/** Creating elements. Text becomes text nodes; markup in a string is shown as text. */

import { texts } from "../texts/player";

export type Child = Node | string | null | undefined | false;

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Creates an element. An attribute that is `false` is omitted, one that is `true` is empty. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(attribute, value === true ? "" : String(value));
  }
  element.append(...present(children));
  return element;
}

/** Replaces the children of an element. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...present(children));
}

/**
 * A button with a `data-action`; its own class is added to that of all buttons.
 *
 * While a promise returned by `pressed` is pending, the button is busy and no button of its player acts, so that slow
 * work is not started twice. If the promise rejects, a line beside the button says so.
 */
export function button(
  action: string,
  label: Child,
  pressed: (event: MouseEvent) => unknown,
  attributes: Attributes = {},
): HTMLButtonElement {
  const look = `cq-button ${attributes.class ?? ""}`.trimEnd();
  const element = make(
    "button",
    { type: "button", ...attributes, class: look, "data-action": action },
    label,
  );
  element.addEventListener("click", (event) => {
    if (isOff(element)) return;
    const work = pressed(event);
    if (work instanceof Promise) void showWork(element, work);
  });
  return element;
}

/** Disables a button without `disabled`, which would remove the keyboard focus. */
export function turnOff(element: HTMLElement, off: boolean): void {
  if (off) element.setAttribute("aria-disabled", "true");
  else element.removeAttribute("aria-disabled");
}

function isOff(element: HTMLElement): boolean {
  return element.getAttribute("aria-disabled") === "true";
}

async function showWork(element: HTMLElement, work: Promise<unknown>): Promise<void> {
  const player = element.closest(".cq-player") ?? element.parentElement;
  const all = Array.from(player?.querySelectorAll<HTMLElement>(".cq-button") ?? [element]);
  const waiting = all.filter((one) => !isOff(one));
  for (const one of waiting) turnOff(one, true);
  if (element.nextElementSibling?.matches(".cq-failed")) element.nextElementSibling.remove();
  element.setAttribute("aria-busy", "true");
  try {
    await work;
  } catch (error) {
    console.error(error);
    element.after(make("span", { class: "cq-failed", role: "alert" }, texts.tryAgain));
  }
  element.removeAttribute("aria-busy");
  for (const one of waiting) turnOff(one, false);
}

let names = 0;

/** Returns an id or name that is unique on the page. */
export function uniqueName(): string {
  names += 1;
  return `cq-${names}`;
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter(
    (child): child is Node | string => child !== null && child !== undefined && child !== false,
  );
}
