import type { Shard } from "../core/data";
import { PAGE } from "../view/site";
import { loadIndex, loadQuestions } from "./course";

/** Returns the scenarios on the subject of this page. */
export async function scenariosOfPage(): Promise<Shard> {
  const index = await loadIndex();
  const own = index.questions.filter(
    ({ type, bank }) => type === "scenario" && index.banks[bank]?.page === PAGE,
  );
  return loadQuestions(
    index,
    own.map(({ id }) => id),
  );
}
