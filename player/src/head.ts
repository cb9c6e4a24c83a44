/** Runs in the head of every page, before anything is painted: no reader sees letters change their size, or buttons come. */

import { PLAIN } from "./core/comfort";
import { loadComfort } from "./store/comfort";
import { Tab } from "./store/tab";
import { appear, expectTools, tellScriptsRun } from "./view/appearance";
import { HOME } from "./view/course";
import { layInPieces } from "./view/laying";

tellScriptsRun();
appear(loadComfort(new Tab(HOME)) ?? PLAIN);
expectTools();
layInPieces();
