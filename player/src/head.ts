/** Runs in the head of every page, before the first paint and the first link: what must hold from the first moment. */

import { DEFAULT_PREFERENCES } from "./core/reading-preferences";
import { takeVisitAlong } from "./elements/visit-links";
import { loadPreferences } from "./store/reading-preferences";
import { TabStorage } from "./store/tab-storage";
import { applyPreferences, markScriptsRun, watchScripts } from "./view/appearance";
import { HOME } from "./view/course-meta";
import { startProgressiveLayout } from "./view/progressive-layout";

markScriptsRun();
const tab = new TabStorage(HOME);
applyPreferences(loadPreferences(tab) ?? DEFAULT_PREFERENCES);
takeVisitAlong(tab);
watchScripts();
startProgressiveLayout();
