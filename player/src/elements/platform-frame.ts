/** The frame of a SCORM 1.2 package: a page of the site inside, the learning platform outside. */

import { scopeOf } from "../platform/cmi-values";
import { Lms } from "../platform/lms";
import { Report } from "../platform/report";
import { platformTexts as words } from "../texts/platform";
import { fill, make } from "../view/dom";
import { address, ROOT } from "../view/site";
import { loadIndex } from "./course";
import { loadShard, receiveShards } from "./shards";

/** The longest location that a platform stores. */
const LONGEST_PLACE = 255;

/** Opens the page in `<body data-start>`, and reports on `data-bank`, or on the whole course. */
export async function openFrame(): Promise<void> {
  const line = make("p", { role: "status" }, words.opening);
  document.body.prepend(line);
  receiveShards();
  try {
    await open(line);
  } catch (error) {
    console.error(error);
    fill(line, words.failed);
  }
}

async function open(line: HTMLElement): Promise<void> {
  const { start = "", bank = "", passing } = document.body.dataset;
  const index = await loadIndex();
  const lms = Lms.open(window);
  const scope = scopeOf(index, bank, passing === undefined ? null : Number(passing));
  const report =
    lms && (await Report.begin(lms, index, scope, loadShard, (text) => fill(line, text)).catch(logged));
  if (!lms || !report) {
    fill(line, words.alone);
    document.body.append(inside(start, null));
    return;
  }
  // Set before a page opens inside, because the page looks for it immediately.
  window.courseRecords = report.records;
  window.addEventListener("pagehide", ({ persisted }) => report.finish(persisted));
  // A quiz is one page; in the whole course the learner continues where they left off.
  document.body.append(inside((bank === "" && lms.get(PLACE)) || start, lms));
}

/** Whatever fails on the platform, the course still opens. */
function logged(error: unknown): null {
  console.error(error);
  return null;
}

const PLACE = "cmi.core.lesson_location";

function inside(path: string, lms: Lms | null): HTMLIFrameElement {
  const src = address(path) ?? address("index.html") ?? "";
  const frame = make("iframe", { src, title: document.title, allow: "fullscreen" });
  frame.addEventListener("load", () => {
    const page = frame.contentWindow?.location.href.split(/[?#]/)[0] ?? "";
    if (page.startsWith(ROOT)) lms?.set(PLACE, page.slice(ROOT.length).slice(0, LONGEST_PLACE));
  });
  return frame;
}
