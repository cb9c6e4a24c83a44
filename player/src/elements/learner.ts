/** The current learner: selected on shared devices, and shown in the header. */

import { parentRecords } from "../store/parent-frame";
import { type Profile, readProfiles } from "../store/profiles";
import { isBlind } from "../store/records";
import { SOLE_PROFILE } from "../store/schema";
import { LEARNER, storageOrNull, TabStorage } from "../store/tab-storage";
import { texts } from "../texts/player";
import { HOME } from "../view/course-meta";
import { make } from "../view/dom";
import { pageReady } from "../view/page-ready";
import { profileMark } from "../view/profile";
import { address } from "../view/site";
import { records, tab, visitIsOver } from "./host";
import { loadOnDemand } from "./on-demand";

/** What this device remembers without its database, and the name under which it says that several people learn on it. */
const device = new TabStorage(HOME, storageOrNull("localStorage"));
const SHARED = "shared";

/** Determines whose records this page reads and writes; asks the reader if necessary. */
export async function whoLearns(): Promise<void> {
  if (tab.isVisit && !parentRecords()) return visit();
  const reading = readProfiles(records);
  await pageReady;
  const profiles = await reading;
  const learner = profiles.length > 1 ? await oneOf(profiles) : profiles[0];
  const unread = isBlind(records);
  if (!unread) device.write(SHARED, profiles.length > 1 ? "1" : null);
  // If the names cannot be read, the learner of this tab stays the same.
  const known = unread ? tab.read(LEARNER) : null;
  // Nobody can say whose answers they are.
  if (unread && known === null && device.read(SHARED) !== null && !parentRecords()) records.rest();
  records.profile = learner?.id ?? known ?? SOLE_PROFILE;
  if (learner) mark(learner.name, texts.learner(learner.name), learner);
}

/** A visit without records. One that the browser has restored continues only if the reader confirms. */
async function visit(): Promise<void> {
  await pageReady;
  if (visitIsOver) await (await loadOnDemand("prompts")).askToGoOn(endVisit);
  void loadOnDemand("visit-keeping").then(({ keepVisiting }) => keepVisiting(tab));
  mark(texts.visiting, texts.visiting, null);
}

/** Switches to another learner: the page reloads with their records. */
export function learnAs(profile: string | null): void {
  tab.write(LEARNER, profile);
  location.reload();
}

/** Continues without records. */
export function learnAsVisitor(): void {
  if (tab.beginVisit()) location.reload();
}

/** Returns to the records of this browser. */
export function endVisit(): void {
  tab.endVisit();
  location.reload();
}

async function oneOf(profiles: readonly Profile[]): Promise<Profile> {
  const known = profiles.find(({ id }) => id === tab.read(LEARNER));
  if (known) return known;
  const { askWhoLearns } = await loadOnDemand("prompts");
  const chosen = await askWhoLearns(profiles, learnAsVisitor);
  tab.write(LEARNER, chosen.id);
  return chosen;
}

/** A badge in the header with a link to the settings. */
function mark(name: string, title: string, profile: Profile | null): void {
  const sign = make(
    "a",
    {
      class: "cq-learner",
      href: address("practice/settings.html") ?? "",
      title,
    },
    profileMark(profile),
    make("bdi", { class: "cq-learner-name" }, name),
  );
  document.querySelector(".md-header__inner")?.append(sign);
}
