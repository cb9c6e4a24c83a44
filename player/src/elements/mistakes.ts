/** <course-mistakes>: questions not answered correctly last time, to review and to practise again. */

import type { CourseIndex } from "../core/course-index";
import type { Body, Question, Shard } from "../core/data";
import { questionText } from "../core/question-text";
import { fold as foldText, spellings } from "../core/text-folding";
import { type Mistake, mistakes } from "../learning/mistakes";
import { sources } from "../learning/sources";
import { type Attempt, readLog } from "../store/attempts";
import { mistakesTexts as words } from "../texts/mistakes";
import { texts } from "../texts/player";
import { dayText } from "../view/dates";
import { button, fill, make } from "../view/dom";
import { printedQuestion } from "../view/printed";
import { link } from "../view/rich";
import { stemText } from "../view/stem-text";
import { firstLog, loadIndex, loadQuestions } from "./course";
import { fold, panel, select, textInput } from "./form";
import { type Player, playerElement, records } from "./host";
import { loadOnDemand } from "./on-demand";
import { beginRound, type Round, unfinishedRound } from "./rounds";

const KIND = { scope: "mistakes", mode: "mistakes" } as const;

/** The longest stem in the list, in characters. */
const LONGEST_STEM = 80;

export const CourseMistakes = playerElement(openMistakes);

interface Item extends Mistake {
  readonly question: Question;
  /** The stem as shown in the list. */
  readonly stem: string;
  /** The whole text, folded for searching. */
  readonly folded: string;
  readonly requirement: string;
}

async function openMistakes(): Promise<Player> {
  const book = new MistakeBook(await loadIndex());
  await book.open(firstLog());
  return { element: book.element };
}

class MistakeBook {
  readonly element = make("div", { class: "cq-player cq-printable" });
  private shard: Shard | null = null;
  private items: readonly Item[] = [];
  private grouping = "requirement";
  private type = "";
  private page = "";
  private search = "";
  private readonly chosen = new Set<string>();
  private readonly count = make("p", { class: "cq-hint", role: "status" });
  private readonly actions = make("div", { class: "cq-actions" });
  private readonly list = make("div", { class: "cq-mistake-groups" });

  constructor(private readonly index: CourseIndex) {}

  /** Shows the list for the current log. */
  async open(log: Promise<readonly Attempt[]> = readLog(records)): Promise<void> {
    const found = mistakes(this.index, await log);
    this.shard = await loadQuestions(
      this.index,
      found.map(({ indexed }) => indexed.id),
    );
    const questions = new Map(this.shard.questions.map((question) => [question.id, question]));
    this.items = found.flatMap((mistake) => {
      const question = questions.get(mistake.indexed.id);
      return question ? [this.item(mistake, question)] : [];
    });
    this.chosen.clear();
    const unfinished = await unfinishedRound(this.index, KIND, this.setting);
    const goOn = unfinished && button("resume", words.goOn, async () => this.show(await unfinished.show()));
    const rest = this.items.length > 0 ? [this.count, this.actions, this.filters(), this.list] : [nothing()];
    fill(
      this.element,
      unfinished && make("p", { class: "cq-notice" }, words.unfinished(unfinished.open), goOn),
      ...rest,
    );
    this.draw();
  }

  private readonly setting = {
    tools: () => [button("back", words.back, () => this.goBack(), { class: "cq-quiet" })],
  };

  private item(mistake: Mistake, question: Question): Item {
    const { points } = this.shard ?? { points: {} as Shard["points"] };
    const requirement = points[question.points[0] ?? ""]?.requirement ?? "";
    const folded = foldText(questionText(question));
    return { ...mistake, question, stem: stemText(question, LONGEST_STEM), folded, requirement };
  }

  private async goBack(): Promise<void> {
    await this.open();
    this.element.querySelector<HTMLElement>("[data-action=start], a")?.focus();
  }

  private filters(): HTMLElement {
    const types = Array.from(new Set(this.items.map(({ question }) => question.type)));
    // A choice that is no longer offered could not be undone.
    if (!types.some((type) => type === this.type)) this.type = "";
    const pages = this.index.pages.map(({ path, title }) => [path, title] as const);
    const search = textInput(words.search, this.search, { placeholder: words.searchHint }, (text) => {
      this.search = text;
      this.draw();
    });
    return fold(
      words.filter,
      select(
        words.group,
        [
          ["requirement", words.byRequirement],
          ["type", words.byType],
        ],
        this.grouping,
        (grouping) => {
          this.grouping = grouping;
          this.draw();
        },
      ),
      select(words.page, [["", words.pages], ...pages], this.page, (page) => {
        this.page = page;
        this.draw();
      }),
      select(
        words.type,
        [["", words.types], ...types.map((type) => [type, texts.type(type)] as const)],
        this.type,
        (type) => {
          this.type = type;
          this.draw();
        },
      ),
      search.element,
    );
  }

  private shown(): readonly Item[] {
    const sought = spellings(this.search);
    return this.items.filter(
      ({ question, indexed, folded }) =>
        (this.type === "" || question.type === this.type) &&
        (this.page === "" || this.index.banks[indexed.bank]?.page === this.page) &&
        sought.some((spelling) => folded.includes(spelling)),
    );
  }

  private draw(): void {
    const shown = this.shown();
    fill(this.count, words.found(shown.length, this.items.length));
    fill(this.list, ...this.groups(shown));
    this.drawActions(shown);
  }

  private drawActions(shown: readonly Item[]): void {
    const ids = shown.map(({ question }) => question.id);
    const chosen = ids.filter((id) => this.chosen.has(id));
    const quiet = { class: "cq-quiet" };
    fill(
      this.actions,
      ids.length > 0 &&
        button("start", words.redoAll(ids.length), () => this.redo(ids), {
          class: "cq-primary",
        }),
      chosen.length > 0 && button("redo-chosen", words.redoChosen(chosen.length), () => this.redo(chosen)),
      ids.length > 0 && button("print", words.print, () => this.print(shown, false), quiet),
      ids.length > 0 && button("print-answers", words.printKeyed, () => this.print(shown, true), quiet),
    );
  }

  private groups(shown: readonly Item[]): readonly HTMLElement[] {
    const groups = new Map<string, Item[]>();
    for (const item of shown) {
      const name = this.grouping === "type" ? item.question.type : item.requirement;
      groups.set(name, [...(groups.get(name) ?? []), item]);
    }
    return Array.from(groups, ([name, items]) =>
      panel(
        this.groupName(name),
        make("ul", { class: "cq-mistakes" }, ...items.map((one) => this.line(one))),
      ),
    );
  }

  private groupName(name: string): string {
    if (this.grouping === "type") return texts.type(name as Body["type"]);
    return this.shard?.requirements[name]?.title ?? name;
  }

  private line({ question, stem, missed, at, right }: Item): HTMLElement {
    const box = make("input", { type: "checkbox", value: question.id, "aria-label": words.choose(stem) });
    box.checked = this.chosen.has(question.id);
    box.addEventListener("change", () => {
      if (box.checked) this.chosen.add(question.id);
      else this.chosen.delete(question.id);
      this.drawActions(this.shown());
    });
    const [source] = this.shard ? sources(question, this.shard) : [];
    return make(
      "li",
      { "data-mistake": question.id },
      make("label", { class: "cq-check" }, box, make("span", {}, stem)),
      make(
        "p",
        { class: "cq-hint" },
        `${texts.type(question.type)}，${words.missed(missed, dayText(at))}。`,
        right > 0 && `${words.nearly}。`,
        source && link(words.read, source.href),
      ),
    );
  }

  private async redo(ids: readonly string[]): Promise<void> {
    this.show(await beginRound(this.index, KIND, ids, this.setting));
  }

  private readonly show = (round: Round): void => {
    fill(this.element, round.element);
    round.focus();
  };

  private async print(items: readonly Item[], keyed: boolean): Promise<void> {
    const { printMade } = await loadOnDemand("print");
    const questions = items.map(({ question }, place) =>
      printedQuestion({
        question,
        number: place + 1,
        seed: 0,
        keyed,
        sources: this.shard ? sources(question, this.shard) : [],
      }),
    );
    const made = make("div", {}, make("h2", {}, words.printed), ...questions);
    printMade(`${words.printed} ${dayText(Date.now())}`, made);
  }
}

function nothing(): HTMLElement {
  return make(
    "div",
    { class: "cq-card" },
    make("p", {}, words.none),
    make("p", {}, words.noneYet, link(words.toDrill, "practice/drill.html"), "。"),
  );
}
