/** <course-branch>: a summary of a branch's slips, in memory only. */

import type { CourseIndex } from "../core/course-index";
import { byName, type Pile, type ReadFile, type Remark, sortOut, toCsv, without } from "../learning/branch";
import { readSlip } from "../learning/slip";
import { branchTexts } from "../texts/branch";
import { COURSE_ID } from "../view/course-meta";
import { dayText } from "../view/dates";
import { button, fill, make } from "../view/dom";
import { BYTE_ORDER_MARK, saveFile } from "../view/download";
import { notice } from "../view/notice";
import { shownName, withName } from "../view/profile";
import { BranchSummary } from "./branch-summary";
import { csvRows } from "./branch-table";
import { loadIndex } from "./course";
import { type DroppedFile, fileDrop } from "./file-drop";
import { panel } from "./form";
import { type Player, playerElement } from "./host";

/** The largest file, in bytes. */
const LARGEST = 5 * 1024 * 1024;

const SLIPS = {
  label: branchTexts.choose,
  hint: branchTexts.dropHint,
  largest: LARGEST,
  several: true,
  primary: true,
} as const;

export const CourseBranch = playerElement(openBranch);

async function openBranch(): Promise<Player> {
  const { element } = new Branch(await loadIndex());
  return { element };
}

class Branch {
  readonly element: HTMLElement;
  private files: readonly ReadFile[] = [];
  private pile: Pile = { counted: [], remarks: [] };
  private readonly status = make("p", { role: "status" }, branchTexts.none);
  private readonly message = notice();
  private readonly remarks = make("div", { class: "cq-branch-remarks" });
  private readonly actions = make("div", { class: "cq-actions", hidden: true });
  private readonly printHead = make("p", { class: "cq-branch-head" });
  private readonly summary: BranchSummary;

  constructor(private readonly index: CourseIndex) {
    this.summary = new BranchSummary(index);
    this.actions.append(
      button("csv", branchTexts.csv, () => this.export()),
      button("print", branchTexts.print, () => window.print()),
      button("clear", branchTexts.clear, () => this.clear(), { class: "cq-quiet" }),
    );
    const intake = panel(
      branchTexts.collect,
      make("p", {}, branchTexts.privacy),
      fileDrop(SLIPS, (given) => this.take(given)),
      make("p", { class: "cq-hint" }, branchTexts.checksum),
      this.status,
      this.remarks,
      this.actions,
      this.message.element,
    );
    intake.classList.add("cq-branch-intake");
    this.element = make(
      "div",
      { class: "cq-player cq-printable cq-branch" },
      this.printHead,
      intake,
      this.summary.element,
    );
  }

  private take(given: readonly DroppedFile[]): void {
    const requirements = new Set(this.index.pages.flatMap((page) => page.requirements.map(({ id }) => id)));
    const course = { id: COURSE_ID, requirements };
    const read = given.map(({ name, text }) => ({ file: name, reading: readSlip(text, course) }));
    this.message.show("");
    this.show([...this.files, ...read]);
  }

  private show(files: readonly ReadFile[]): void {
    this.files = files;
    if (files.length > 0) window.addEventListener("beforeunload", askFirst);
    else window.removeEventListener("beforeunload", askFirst);
    this.pile = sortOut(files, this.index.course, Date.now());
    const { counted, remarks } = this.pile;
    const slips = counted.map(({ slip }) => slip);
    fill(this.status, files.length > 0 ? branchTexts.read(counted.length, files.length) : branchTexts.none);
    fill(this.remarks, ...(remarks.length > 0 ? this.remarkList(remarks) : []));
    this.actions.hidden = files.length === 0;
    const branches = Array.from(new Set(slips.map(({ branch }) => branch).filter(Boolean)));
    fill(this.printHead, branchTexts.printHead(branches, dayText(Date.now()), slips.length));
    this.summary.show(byName(counted));
  }

  private remarkList(remarks: readonly Remark[]): readonly HTMLElement[] {
    const rows = remarks.map(({ place, file, what, other }) =>
      make(
        "li",
        { "data-remark": what },
        make("strong", {}, shownName(file)),
        "　",
        withName((other) => branchTexts.remark(what, other), other ?? ""),
        what === "sameName" && button("remove", branchTexts.remove, () => this.remove(place)),
      ),
    );
    return [make("h3", { class: "cq-subtitle" }, branchTexts.remarks), make("ul", {}, ...rows)];
  }

  private remove(place: number): void {
    const file = this.files[place]?.file ?? "";
    const left = without(this.files, place);
    const others = this.files.length - left.length - 1;
    this.show(left);
    this.message.show(branchTexts.removed(file, others));
    this.focus();
  }

  private clear(): void {
    this.show([]);
    this.message.show(branchTexts.cleared);
    this.focus();
  }

  /** The pressed button is gone, so the focus moves to the first one. */
  private focus(): void {
    this.element.querySelector<HTMLElement>('[data-action="choose-files"]')?.focus();
  }

  private export(): void {
    const file = `${branchTexts.file}-${dayText(Date.now())}.csv`;
    saveFile(file, "text/csv;charset=utf-8", BYTE_ORDER_MARK, toCsv(csvRows(byName(this.pile.counted))));
    this.message.show(branchTexts.csvSaved(file));
  }
}

/** The browser asks before the page is left: its files would be lost. */
function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
  // Chromium before 119 asks only if this is set.
  event.returnValue = "";
}
