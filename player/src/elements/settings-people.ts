/** The learners on this device: names, colours, and switching between them. */

import { randomId } from "../core/random";
import { nameKey, shorten, visible } from "../core/visible";
import {
  COLOURS,
  type Colour,
  LONGEST_NAME,
  type Profile,
  readProfiles,
  saveProfile,
} from "../store/profiles";
import { SOLE_PROFILE } from "../store/schema";
import { settingsTexts as words } from "../texts/settings";
import { button, fill, make } from "../view/dom";
import { profileMark, withName } from "../view/profile";
import { panel, select, textInput } from "./form";
import { records } from "./host";
import { learnAs } from "./learner";
import type { Settings } from "./settings-context";

export function peoplePanel(settings: Settings): HTMLElement {
  const { profiles, learner } = settings;
  const list = make(
    "ul",
    { class: "cq-people" },
    ...profiles.map((profile) => person(settings, profile, profile === learner)),
  );
  const adding =
    profiles.length === 0
      ? personForm(settings, words.nameSelf, { id: SOLE_PROFILE, name: "", colour: COLOURS[0] })
      : personForm(settings, words.addPerson, { id: randomId(), name: "", colour: nextColour(profiles) });
  return panel(words.people, profiles.length === 0 && make("p", {}, words.nobody), list, adding);
}

function person(settings: Settings, profile: Profile, isLearning: boolean): HTMLElement {
  const { name } = profile;
  const row = make("li", { "data-profile": profile.id });
  const edit = button(
    "edit",
    words.edit,
    () => {
      const form = personForm(settings, words.save, profile);
      fill(row, form);
      form.querySelector("input")?.focus();
    },
    { class: "cq-quiet", "aria-label": words.rename(name) },
  );
  fill(
    row,
    profileMark(profile),
    make("bdi", { class: "cq-person-name" }, name),
    isLearning
      ? make("strong", {}, words.current)
      : button("become", withName(words.become, name), () => learnAs(profile.id)),
    edit,
  );
  return row;
}

function personForm(settings: Settings, label: string, profile: Profile): HTMLElement {
  let { colour } = profile;
  const problem = make("p", { class: "cq-problem", role: "alert" });
  const name = textInput(words.name, profile.name, {
    placeholder: words.nameHint(LONGEST_NAME),
    "data-field": "name",
  });
  const colours = select(
    words.colour,
    COLOURS.map((one) => [one, words.colourName(one)] as const),
    colour,
    (chosen) => {
      colour = chosen as Colour;
    },
  );
  const save = async () => {
    const wanted = visible(name.input.value);
    // Another tab may have added a profile since this form was drawn.
    const wrong = objection(await readProfiles(records), profile.id, wanted);
    fill(problem, wrong);
    if (wrong) return name.input.focus();
    if (await saveProfile(records, { id: profile.id, name: wanted, colour }))
      return changed(settings, profile.id);
    fill(problem, words.notSaved);
  };
  const form = make(
    "form",
    { class: "cq-person-form" },
    name.element,
    colours,
    problem,
    make("button", { type: "submit", class: "cq-button", "data-action": "save-person" }, label),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save();
  });
  return form;
}

/** The objection to a name; empty if there is none. */
function objection(profiles: readonly Profile[], id: string, name: string): string {
  if (name === "") return words.nameEmpty;
  if (shorten(name, LONGEST_NAME) !== name) return words.nameLong(LONGEST_NAME);
  const isTaken = profiles.some((one) => nameKey(one.name) === nameKey(name) && one.id !== id);
  return isTaken ? words.nameTaken : "";
}

/** The badge in the header shows names and colours too, so the page reloads when they change. */
function changed({ redraw, learner }: Settings, id: string): void {
  if (learner === null || learner.id === id) learnAs(records.profile);
  else void redraw(words.saved);
}

function nextColour(profiles: readonly Profile[]): Colour {
  return COLOURS.find((colour) => profiles.every((one) => one.colour !== colour)) ?? COLOURS[0];
}
