/** All slides of a page, in order: its text, its self-checks, its scenarios. */

import { sources } from "../learning/sources";
import { copied } from "../view/copied";
import { wordsOf } from "../view/landmarks";
import { QuestionSlide } from "../view/question-slide";
import { isScenario, ScenarioSlide } from "../view/scenario-slide";
import type { Slide } from "../view/slide";
import { studySections } from "../view/study-sections";
import { openingSlide, sectionSlides } from "../view/text-slides";
import { scenariosOfPage } from "./page-scenarios";
import { loadShard } from "./shards";

/** The slides of a study page; `changed` is called when one of them has new content. */
export function deckOf(article: HTMLElement, changed: () => void): readonly Slide[] {
  const title = wordsOf(article.querySelector("h1") ?? article);
  const sections = studySections(article).flatMap((section) =>
    sectionSlides(section, (host) => checkSlides(section.title, host, changed)),
  );
  return [openingSlide(article, title), ...sections];
}

/** A slide for each question of a self-check; their data comes a moment later. */
function checkSlides(section: string, host: HTMLElement, changed: () => void): readonly Slide[] {
  const ids = (host.dataset.questions ?? "").split(/\s+/).filter(Boolean);
  const written = Array.from(host.querySelectorAll(".course-static > li"));
  const slides = ids.map((_, place) => {
    // The folded answer on the page is open in a copy.
    const own = Array.from(written[place]?.children ?? []).filter((one) => one.localName !== "details");
    return new QuestionSlide(section, place + 1, copied(own), changed);
  });
  void openChecks(host.dataset.bank ?? "", ids, slides).catch(console.error);
  return slides;
}

async function openChecks(
  bank: string,
  ids: readonly string[],
  slides: readonly QuestionSlide[],
): Promise<void> {
  const shard = await loadShard(bank);
  ids.forEach((id, place) => {
    const question = shard.questions.find((one) => one.id === id);
    if (question) slides[place]?.open({ question, number: place + 1, sources: sources(question, shard) });
  });
}

/** Returns a slide for each scenario on the subject of this page. */
export async function scenarioSlides(changed: () => void): Promise<readonly Slide[]> {
  const shard = await scenariosOfPage();
  return shard.questions.filter(isScenario).map((question) => new ScenarioSlide(question, changed));
}
