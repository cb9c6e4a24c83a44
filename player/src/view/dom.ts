/** Elements from code. Text becomes text nodes; markup in a string stays visible as what it is. */

export type Child = Node | string | null | undefined | false;

type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Makes an element. An attribute that is `false` is left out, one that is `true` is empty. */
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

/** Gives an element new children. */
export function fill(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(...present(children));
}

/** A button that does what its `data-action` says; a class of its own comes on top of that of all buttons. */
export function button(
  action: string,
  label: Child,
  pressed: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const look = `cq-button ${attributes.class ?? ""}`.trimEnd();
  const element = make(
    "button",
    { type: "button", ...attributes, class: look, "data-action": action },
    label,
  );
  element.addEventListener("click", pressed);
  return element;
}

let names = 0;

/** An id or name that no other element on the page has. */
export function uniqueName(): string {
  names += 1;
  return `cq-${names}`;
}

function present(children: readonly Child[]): (Node | string)[] {
  return children.filter(
    (child): child is Node | string => child !== null && child !== undefined && child !== false,
  );
}
