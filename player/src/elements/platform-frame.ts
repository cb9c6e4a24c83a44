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
    document.body.append(inside(start, null, start));
    return;
  }
  // Set before a page opens inside, because the page looks for it immediately.
  window.courseRecords = report.records;
  window.addEventListener("pagehide", ({ persisted }) => report.finish(persisted));
  // A quiz is one page; in the whole course the learner continues where they left off.
  const place = bank === "" ? lms.get(PLACE) : "";
  document.body.append(inside(place.length > LONGEST_PLACE ? start : place || start, lms, start));
}

/** Whatever fails on the platform, the course still opens. */
function logged(error: unknown): null {
  console.error(error);
  return null;
}

const PLACE = "cmi.core.lesson_location";

/** The frame for pages; one that the package lacks, such as one of an earlier version, gives way to the first. */
function inside(path: string, lms: Lms | null, start: string): HTMLIFrameElement {
  const first = address(start) ?? "";
  const src = address(path) ?? first;
  const frame = make("iframe", { src, title: document.title, allow: "fullscreen" });
  frame.addEventListener("load", () => {
    const page = addressIn(frame);
    if (page.startsWith(ROOT)) lms?.set(PLACE, page.slice(ROOT.length).slice(0, LONGEST_PLACE));
  });
  const recover = () => {
    if (addressIn(frame) === "" && src !== first) frame.src = first;
  };
  frame.addEventListener("load", recover, { once: true });
  return frame;
}

/** The address of the page in the frame; empty if it is none of the course's. */
function addressIn(frame: HTMLIFrameElement): string {
  const isOurs = frame.contentDocument?.querySelector('meta[name="course-id"]');
  return (isOurs && frame.contentWindow?.location.href.split(/[?#]/)[0]) || "";
}
