/** <course-settings>: the learners on this device, and their records: export, import, erase. */

import { readHoldings } from "../store/holdings";
import { readProfiles } from "../store/profiles";
import { settingsTexts as words } from "../texts/settings";
import { button, fill, make } from "../view/dom";
import { notice } from "../view/notice";
import { loadIndex } from "./course";
import { panel } from "./form";
import { type Player, playerElement, records, tab } from "./host";
import { endVisit } from "./learner";
import type { Settings } from "./settings-context";
import { erasePanel } from "./settings-erase";
import { exportImportPanel } from "./settings-export-import";
import { peoplePanel } from "./settings-people";
import { storagePanel } from "./settings-storage";

export const CourseSettings = playerElement(openSettings);

async function openSettings(): Promise<Player> {
  const element = make("div", { class: "cq-player" });
  const trouble = notice();
  const index = await loadIndex();
  const said = make("p", { class: "cq-notice", role: "status", tabindex: -1 });
  const draw = async (done: string) => {
    const profiles = await readProfiles(records);
    const learner = profiles.find(({ id }) => id === records.profile) ?? null;
    const holdings = await readHoldings(records);
    const settings: Settings = { profiles, learner, redraw: draw };
    trouble.warn(records.trouble);
    fill(
      element,
      trouble.element,
      said,
      tab.isVisit ? visitingPanel() : peoplePanel(settings),
      exportImportPanel(settings, index),
      await storagePanel(holdings),
      ...(tab.isVisit ? [] : [visitPanel(), await erasePanel(settings, holdings)]),
    );
    fill(said, done);
    if (!done) return;
    said.focus({ preventScroll: true });
    said.scrollIntoView({ block: "center" });
  };
  await draw("");
  return { element };
}

function visitingPanel(): HTMLElement {
  const end = button("end-visit", words.endVisit, endVisit, { class: "cq-primary" });
  return panel(words.visit, make("p", {}, words.visitOn), make("div", { class: "cq-actions" }, end));
}

function visitPanel(): HTMLElement {
  const said = make("p", { role: "status" });
  const begin = button("begin-visit", words.beginVisit, () => {
    if (tab.beginVisit()) location.reload();
    else fill(said, words.visitRefused);
  });
  return panel(
    words.visit,
    make("p", {}, words.visitWhat),
    make("div", { class: "cq-actions" }, begin),
    said,
  );
}
