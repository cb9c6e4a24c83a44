/** 做笔记: a switch on study pages. The script for notes is loaded when they are there, or are about to be. */

import { parentRecords } from "../store/parent-frame";
import { noteOfferTexts as words } from "../texts/note-offer";
import { button, fill, make } from "../view/dom";
import { icon } from "../view/icon";
import { link } from "../view/rich";
import { PAGE } from "../view/site";
import { records } from "./host";
import { loadOnDemand } from "./on-demand";
import { once } from "./once";

/** Adds the switch to the tools of a page. */
export function offerNotes(article: HTMLElement, tools: Element): void {
  // A learning platform has no room for them.
  if (parentRecords()) return;
  const notes = once(async () => {
    const { PageNotes } = await loadOnDemand("note-taking");
    const page = new PageNotes(article);
    await page.refresh();
    return page;
  });
  const how = make("p", { class: "cq-player cq-hint cq-note-how", role: "status" });
  const toggle = async () => {
    const isOn = opener.getAttribute("aria-pressed") !== "true";
    (await notes()).offer(isOn);
    opener.setAttribute("aria-pressed", String(isOn));
    if (isOn) fill(how, words.how, link(words.all, "practice/notes.html"));
    else fill(how);
  };
  const label = make("span", {}, icon("note"), words.switch);
  const opener = button("take-notes", label, toggle, { "aria-pressed": "false" });
  tools.prepend(opener);
  tools.after(how);
  const selected = () => {
    const node = document.getSelection()?.anchorNode ?? null;
    if (!article.contains(node) || document.getSelection()?.isCollapsed) return;
    document.removeEventListener("selectionchange", selected);
    notes().catch(console.error);
  };
  document.addEventListener("selectionchange", selected);
  void records.all("notes", [records.profile, PAGE]).then((found) => {
    if (found.length > 0) notes().catch(console.error);
  });
}
