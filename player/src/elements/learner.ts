/** Who is learning: asked where several people share a machine, and shown in the header. */

import { parentRecords } from "../store/parent-frame";
import { type Profile, readProfiles } from "../store/profiles";
import { isBlind } from "../store/records";
import { SOLE_PROFILE } from "../store/schema";
import { texts } from "../texts/player";
import { make } from "../view/dom";
import { pageReady } from "../view/page-ready";
import { profileMark } from "../view/profile";
import { address } from "../view/site";
import { records, tab, visitIsOver } from "./host";
import { loadOnDemand } from "./on-demand";
import { keepVisiting } from "./visit";

/** What the tab remembers of who is learning. */
const LEARNER = "learner";

/** Settles whose records this page reads and writes; waits for an answer where only the reader knows. */
export async function whoLearns(): Promise<void> {
  if (tab.isVisit && !parentRecords()) return visit();
  const reading = readProfiles(records);
  await pageReady;
  const profiles = await reading;
  const learner = profiles.length > 1 ? await oneOf(profiles) : profiles[0];
  // Where the names could not be read, whoever was learning in this tab still is.
  records.profile = learner?.id ?? (isBlind(records) ? tab.read(LEARNER) : null) ?? SOLE_PROFILE;
  if (learner) mark(learner.name, texts.learner(learner.name), learner);
}

/** A visit of which nothing is kept. One that the browser has brought back only goes on if the reader wants it. */
async function visit(): Promise<void> {
  await pageReady;
  if (visitIsOver) await (await loadOnDemand("prompts")).askToGoOn(endVisit);
  keepVisiting(tab);
  mark(texts.visiting, texts.visiting, null);
}

/** Goes on as another learner: the page begins anew with that one's records. */
export function learnAs(profile: string | null): void {
  tab.write(LEARNER, profile);
  location.reload();
}

/** Goes on without keeping anything. */
export function learnAsVisitor(): void {
  if (tab.beginVisit()) location.reload();
}

/** Goes back to the records of this browser. */
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

/** A sign in the header that cannot be overlooked, and leads to where it can be changed. */
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
