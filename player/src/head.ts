/** Runs in the head of every page, before the first paint, to avoid layout shifts. */

import { DEFAULT_PREFERENCES } from "./core/reading-preferences";
import { loadPreferences } from "./store/reading-preferences";
import { TabStorage } from "./store/tab-storage";
import { applyPreferences, markScriptsRun, watchScripts } from "./view/appearance";
import { HOME } from "./view/course-meta";
import { startProgressiveLayout } from "./view/progressive-layout";

markScriptsRun();
applyPreferences(loadPreferences(new TabStorage(HOME)) ?? DEFAULT_PREFERENCES);
watchScripts();
startProgressiveLayout();
