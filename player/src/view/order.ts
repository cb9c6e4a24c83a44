/** A list to sort, by buttons or by dragging. */

import type { Order, Text } from "../core/data";
import { disorder } from "../core/shuffle";
import { SYMBOLS, texts } from "../texts/player";
import { button, fill, make } from "./dom";
import { dragToSort } from "./drag";
import type { Field, Setting } from "./field";
import { plain, rich } from "./rich";
import { stemFieldset } from "./stem-fieldset";

export function orderField({ body, response, seed, changed }: Setting<Order>): Field {
  const count = body.items.length;
  // The initial order is no answer.
  let touched = response !== null;
  const places = (response as readonly number[] | null) ?? disorder(seed, count);
  const live = make("p", { class: "cq-unseen", role: "status" });
  const list = make("ol", { class: "cq-order" });
  const own = new Map(
    places.map((index) => [orderItem(body.items[index] ?? "", index, (item, by) => step(item, by)), index]),
  );
  const items = () => itemsOf(list, own);
  const say = (item: HTMLElement) => {
    fill(live, texts.moved(item.dataset.name ?? "", items().indexOf(item) + 1, count));
  };
  const moved = (item: HTMLElement) => {
    touched = true;
    say(item);
    changed();
  };
  const step = (item: HTMLElement, by: -1 | 1) => {
    if (stepItem(items(), item, by)) moved(item);
    else fill(live, texts.atEdge(by < 0));
  };
  list.append(...own.keys());
  const stopDragging = dragToSort(list, items, moved);
  const element = stemFieldset(body.stem, list, live);
  const read = () => items().flatMap((item) => own.get(item) ?? []);
  return {
    element,
    read: () => (touched ? read() : null),
    settle() {
      stopDragging();
      element.disabled = true;
      items().forEach((item, place) => {
        const good = own.get(item) === place;
        item.classList.add(good ? "cq-is-right" : "cq-is-wrong");
        item.append(make("span", { class: "cq-tag" }, SYMBOLS[good ? "right" : "wrong"]));
      });
    },
  };
}

function orderItem(text: Text, index: number, step: (item: HTMLElement, by: -1 | 1) => void): HTMLElement {
  const name = plain(text);
  const item = make("li", { class: "cq-item", "data-item": index, "data-name": name });
  const mover = (action: "up" | "down", by: -1 | 1, arrow: string) =>
    button(action, arrow, () => step(item, by), {
      class: "cq-move",
      "aria-label": texts.move(texts[action], name),
    });
  item.append(
    make("span", { class: "cq-grip", "aria-hidden": "true" }),
    make("span", { class: "cq-item-text" }, ...rich(text)),
    make("span", { class: "cq-moves" }, mover("up", -1, "↑"), mover("down", 1, "↓")),
  );
  return item;
}

/** Moves the neighbour instead of the item, whose pressed button would lose the focus. */
function stepItem(all: readonly HTMLElement[], item: HTMLElement, by: -1 | 1): boolean {
  const neighbour = all[all.indexOf(item) + by];
  if (!neighbour) return false;
  if (by < 0) item.after(neighbour);
  else item.before(neighbour);
  return true;
}

/** The items in their current order, ignoring elements that a browser extension has inserted. */
function itemsOf(list: HTMLElement, own: ReadonlyMap<Element, number>): HTMLElement[] {
  return Array.from(list.children).filter((one): one is HTMLElement => own.has(one));
}
