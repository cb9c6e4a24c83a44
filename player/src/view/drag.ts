interface Drag {
  readonly item: HTMLElement;
  /** The pointer that drags; others are ignored until it is released. */
  readonly pointer: number;
  readonly before: number;
}

/**
 * Sorts a list by dragging: with a mouse anywhere on an item, with a finger on its grip only, so that the list can
 * still scroll the page. Returns a function that ends it.
 *
 * `items` returns the items in their current order.
 */
export function dragToSort(
  list: HTMLElement,
  items: () => readonly HTMLElement[],
  dropped: (item: HTMLElement) => void,
): () => void {
  let drag: Drag | null = null;

  const start = (event: PointerEvent) => {
    const item = grabbed(event, items());
    if (drag || !item || event.button !== 0) return;
    event.preventDefault();
    drag = { item, pointer: event.pointerId, before: items().indexOf(item) };
    item.classList.add("cq-dragged");
    list.setPointerCapture(event.pointerId);
  };
  const move = ({ pointerId, clientY: height }: PointerEvent) => {
    if (drag?.pointer !== pointerId) return;
    const all = items();
    const place = all.indexOf(drag.item);
    const [previous, next] = [all[place - 1], all[place + 1]];
    if (previous && height < middleOf(previous)) previous.before(drag.item);
    else if (next && height > middleOf(next)) next.after(drag.item);
  };
  const end = ({ pointerId }: PointerEvent) => {
    if (drag?.pointer !== pointerId) return;
    const { item, before } = drag;
    drag = null;
    item.classList.remove("cq-dragged");
    if (items().indexOf(item) !== before) dropped(item);
  };

  const listeners = { pointerdown: start, pointermove: move, pointerup: end, pointercancel: end } as const;
  const entries = Object.entries(listeners) as [string, EventListener][];
  for (const [type, listener] of entries) list.addEventListener(type, listener);
  return () => {
    drag?.item.classList.remove("cq-dragged");
    drag = null;
    for (const [type, listener] of entries) list.removeEventListener(type, listener);
  };
}

function grabbed(event: PointerEvent, items: readonly HTMLElement[]): HTMLElement | null {
  const target = event.target as Element;
  if (target.closest("button, a")) return null;
  if (event.pointerType !== "mouse" && !target.closest(".cq-grip")) return null;
  return items.find((item) => item.contains(target)) ?? null;
}

/** Neighbours swap at the middle; at the edge, items of different heights would flicker. */
function middleOf(item: Element): number {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
}
