/** Who is learning: asked where several people share a machine, and shown in the header. */

import { keeperAround } from "../store/around";
import { type Profile, readProfiles } from "../store/profiles";
import { isBlind } from "../store/records";
import { SOLE_PROFILE } from "../store/schema";
import { beginVisit, isVisit, readLearner, saveLearner } from "../store/visit";
import { texts } from "../texts";
import { button, make } from "../view/dom";
import { pageRead } from "../view/page-read";
import { profileMark, shownName } from "../view/profile";
import { address } from "../view/site";
import { records } from "./host";

/** Settles whose records this page reads and writes; waits for an answer where only the reader knows. */
export async function whoLearns(): Promise<void> {
  const reading = isVisit() && !keeperAround() ? null : readProfiles(records);
  await pageRead;
  const profiles = await reading;
  if (!profiles) return mark(texts.visiting, texts.visiting, null);
  const learner = profiles.length > 1 ? await oneOf(profiles) : profiles[0];
  // Where the names could not be read, whoever was learning in this tab still is.
  records.profile = learner?.id ?? (isBlind(records) ? readLearner() : null) ?? SOLE_PROFILE;
  if (learner) mark(learner.name, texts.learner(learner.name), learner);
}

/** Goes on as another learner: the page begins anew with that one's records. */
export function learnAs(profile: string | null): void {
  saveLearner(profile);
  location.reload();
}

/** Goes on without keeping anything. */
export function learnAsVisitor(): void {
  if (beginVisit()) location.reload();
}

async function oneOf(profiles: readonly Profile[]): Promise<Profile> {
  const known = profiles.find(({ id }) => id === readLearner());
  return known ?? ask(profiles);
}

function ask(profiles: readonly Profile[]): Promise<Profile> {
  return new Promise((resolve) => {
    const choose = (profile: Profile) => {
      saveLearner(profile.id);
      question.remove();
      resolve(profile);
      // The button that had the focus is gone.
      const heading = document.querySelector<HTMLElement>(".md-content h1");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus();
    };
    const buttons = profiles.map((profile) =>
      button("learner", "", () => choose(profile), { "data-learner": profile.id }),
    );
    profiles.forEach((profile, index) => {
      buttons[index]?.append(profileMark(profile), shownName(profile.name));
    });
    const visitor = button("visitor", texts.visitor, learnAsVisitor, { class: "cq-quiet" });
    const question = make(
      "section",
      { class: "cq-player cq-card cq-who", "aria-label": texts.whoLearns },
      make("p", { class: "cq-stem" }, texts.whoLearns),
      make("div", { class: "cq-actions" }, ...buttons, visitor),
    );
    document.querySelector(".md-content__inner")?.prepend(question);
  });
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
