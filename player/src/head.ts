/** Runs in the head of every page, before anything is painted: no reader sees letters change their size, or buttons come. */

import { PLAIN } from "./comfort";
import { loadComfort } from "./store/comfort";
import { appear, expectTools, tellScriptsRun } from "./view/appearance";
import { layInPieces } from "./view/laying";

tellScriptsRun();
appear(loadComfort() ?? PLAIN);
expectTools();
layInPieces();
window.addEventListener("pageshow", ({ persisted }) => {
  // A page that the browser had put aside whole may have been overtaken by a choice on another.
  const chosen = persisted && loadComfort();
  if (chosen) appear(chosen);
});
