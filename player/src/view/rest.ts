import { turnOff } from "./dom";

/** Milliseconds after new content in which a press counts as part of a double press. */
const REST = 400;

/** Ignores the second press of a double press on the content that the first one showed. */
export function doublePressGuard() {
  let rested = 0;
  let timer = 0;
  return {
    /** Returns whether a press counts. A busy page handles a press late, so the time of the press is what matters. */
    counts: ({ timeStamp }: Event) => timeStamp >= rested,
    /** Disables buttons briefly. */
    rest(buttons: readonly HTMLElement[]) {
      // What a page shows before anything was pressed is shown by no press that could be doubled.
      if (navigator.userActivation?.hasBeenActive === false) return;
      rested = performance.now() + REST;
      clearTimeout(timer);
      for (const one of buttons) turnOff(one, true);
      timer = window.setTimeout(() => {
        for (const one of buttons) turnOff(one, false);
      }, REST);
    },
  };
}
