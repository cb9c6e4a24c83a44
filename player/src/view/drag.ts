/**
 * Sorting a list by dragging: with a mouse anywhere on an item, with a finger on its grip only, so that
 * the rest of the list still scrolls the page. Returns what ends it.
 */
export function dragToSort(list: HTMLElement, dropped: (item: HTMLElement) => void): () => void {
  let dragged: HTMLElement | null = null;
  let before = 0;

  const start = (event: PointerEvent) => {
    const item = grabbed(event);
    if (!item || event.button !== 0) return;
    event.preventDefault();
    dragged = item;
    before = placeOf(item);
    item.classList.add("cq-dragged");
    list.setPointerCapture(event.pointerId);
  };
  const move = (event: PointerEvent) => {
    if (!dragged) return;
    const height = event.clientY;
    const [previous, next] = [dragged.previousElementSibling, dragged.nextElementSibling];
    if (previous && height < middleOf(previous)) previous.before(dragged);
    else if (next && height > middleOf(next)) next.after(dragged);
  };
  const end = () => {
    if (!dragged) return;
    const item = dragged;
    dragged = null;
    item.classList.remove("cq-dragged");
    if (placeOf(item) !== before) dropped(item);
  };

  const listeners = { pointerdown: start, pointermove: move, pointerup: end, pointercancel: end } as const;
  const entries = Object.entries(listeners) as [string, EventListener][];
  for (const [type, listener] of entries) list.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of entries) list.removeEventListener(type, listener);
  };
}

function grabbed(event: PointerEvent): HTMLElement | null {
  const target = event.target as Element;
  if (target.closest("button, a")) return null;
  if (event.pointerType !== "mouse" && !target.closest(".cq-grip")) return null;
  return target.closest<HTMLElement>("[data-item]");
}

/** Past its middle a neighbour gives way; at its edge already, unequal heights would make it flicker. */
function middleOf(item: Element): number {
  const { top, height } = item.getBoundingClientRect();
  return top + height / 2;
}

function placeOf(item: HTMLElement): number {
  return Array.from(item.parentElement?.children ?? []).indexOf(item);
}
