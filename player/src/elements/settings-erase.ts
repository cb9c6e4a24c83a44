/** Erasing the records of one profile or of all, after a confirmation. */

import type { Holdings } from "../store/holdings";
import { erase } from "../store/profiles";
import { storageOrNull } from "../store/tab-storage";
import { forgetUnsaved } from "../store/unsaved";
import { settingsTexts as words } from "../texts/settings";
import { HOME } from "../view/course-meta";
import { button, fill, make } from "../view/dom";
import { withName } from "../view/profile";
import { panel } from "./form";
import { migratesShared, records, tab } from "./host";
import { learnAs } from "./learner";
import type { Settings } from "./settings-context";
import { eraseSharedRecords } from "./shared-database";

export async function erasePanel(
  { profiles, learner }: Settings,
  { attempts, papers }: Holdings,
): Promise<HTMLElement> {
  const asking = make("div", { "aria-live": "polite" });
  const all = await records.keys("attempts");
  const allPapers = await records.all("papers");
  const ask = (opener: HTMLElement, profile: string | null, count: number, paperCount: number) => {
    const cancel = button("cancel-erase", words.cancel, () => {
      fill(asking);
      opener.focus();
    });
    const confirm = button("confirm-erase", words.confirm, () => remove(profile), {
      class: "cq-danger",
    });
    fill(
      asking,
      make(
        "div",
        { class: "cq-erase" },
        make("p", {}, make("strong", {}, words.eraseSure), words.eraseCount(count, paperCount)),
        make("div", { class: "cq-actions" }, cancel, confirm),
      ),
    );
    // Pressing Enter without reading erases nothing.
    cancel.focus();
  };
  const remove = async (profile: string | null) => {
    if (await eraseEverywhere(profile)) learnAs(null);
    else fill(asking, make("p", { class: "cq-notice", role: "alert" }, words.notErased));
  };
  const one = button("erase", withName(words.eraseOne, learner?.name ?? ""), () =>
    ask(one, records.profile, attempts.length, papers.length),
  );
  const everyone = button("erase-all", words.eraseAll, () =>
    ask(everyone, null, all.length, allPapers.length),
  );
  const isAlone = profiles.length < 2 && all.length === attempts.length;
  return panel(
    words.erase,
    make("p", {}, words.eraseWhat),
    make("div", { class: "cq-actions" }, one, !isAlone && everyone),
    asking,
  );
}

/** Erases from the course's database and from the shared one: otherwise the records would be migrated again. */
async function eraseEverywhere(profile: string | null): Promise<boolean> {
  try {
    if (migratesShared) await eraseSharedRecords(profile);
  } catch (error) {
    console.error(error);
    return false;
  }
  const isErased = await erase(records, profile);
  if (isErased) {
    // Otherwise the next page would add them.
    forgetUnsaved(HOME, profile);
    if (profile === null) tab.empty();
    else forgetNotes(profile);
  }
  return isErased;
}

/** Forgets the notes that a learner typed in this tab and did not save. */
function forgetNotes(profile: string): void {
  const storage = storageOrNull("sessionStorage");
  for (const name of Object.keys(storage ?? {}))
    if (name.startsWith(`${HOME}:note:${profile}:`)) storage?.removeItem(name);
}
