/**
 * Reads the page aloud from the requirement in view, and marks the current block.
 *
 * It works sentence by sentence: browsers differ in how they pause speech, some cannot, but all can stop. So pausing
 * stops, and resuming restarts the sentence.
 */

import { panelTexts as words } from "../texts/reading-panel";
import { button, fill, make } from "../view/dom";
import { headingInView, landmarks } from "../view/landmarks";
import { type Block, blocksFrom } from "../view/spoken";
import { chooseVoice, isChinese } from "./voices";

/** Marks the current block. Not a class: removing it would leave `class=""` on the page's elements. */
const SPOKEN = "data-cq-spoken";

type State = "silent" | "speaking" | "paused";

export class ReadAloud {
  readonly element: HTMLElement;
  private readonly begin = button("read-aloud", words.aloud, () => this.start());
  private readonly pauseButton = button("pause", words.pause, () => this.pause());
  private readonly resume = button("resume", words.goOn, () => this.speak());
  private readonly end = button("stop", words.stop, () => this.stop());
  private readonly notice = make("p", { class: "cq-hint", role: "status" });
  private blocks: readonly Block[] = [];
  private block = 0;
  private sentence = 0;
  private state: State = "silent";
  /** Keeps a reference: some browsers drop an utterance, and its end event, that is not referenced. */
  private utterance: SpeechSynthesisUtterance | null = null;

  /** `rate` returns the speech rate; `changed` is called when reading starts and ends. */
  constructor(
    private readonly article: HTMLElement,
    private readonly rate: () => number,
    private readonly changed: () => void,
  ) {
    const buttons = [this.begin, this.pauseButton, this.resume, this.end];
    this.element = make(
      "div",
      { role: "group", "aria-label": words.aloud },
      make("div", { class: "cq-actions" }, ...buttons),
      this.notice,
    );
    this.show();
    // Speech would continue after the page is left.
    window.addEventListener("pagehide", () => this.stop());
  }

  get isSilent(): boolean {
    return this.state === "silent";
  }

  stop(): void {
    this.become("silent");
    this.mark(null);
  }

  /** Restarts the current sentence at the new rate. */
  rateChanged(): void {
    if (this.state === "speaking") this.speak();
  }

  private start(): void {
    const headings = landmarks(this.article).filter((one) => one.localName === "h2");
    this.blocks = blocksFrom(this.article, headingInView(headings));
    this.block = 0;
    this.sentence = 0;
    this.speak();
    this.pauseButton.focus();
  }

  private pause(): void {
    this.become("paused");
    this.resume.focus();
  }

  private speak(): void {
    const hadFocus = document.activeElement === this.resume;
    const block = this.blocks[this.block];
    const text = block?.sentences[this.sentence];
    if (!block || text === undefined) {
      this.stop();
      return;
    }
    this.become("speaking");
    if (hadFocus) this.pauseButton.focus();
    this.mark(block.element);
    this.speakSentence(text);
  }

  private speakSentence(text: string): void {
    const voice = chooseVoice();
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice?.lang ?? "zh-CN";
    utterance.rate = this.rate();
    // The end event of a stopped utterance arrives late and is ignored.
    const current = () => this.utterance === utterance && this.state === "speaking";
    utterance.onend = () => current() && this.next();
    utterance.onerror = () => {
      if (!current()) return;
      this.stop();
      fill(this.notice, words.silent);
    };
    this.utterance = utterance;
    fill(this.notice, voice && !isChinese(voice) && words.foreignVoice);
    speechSynthesis.speak(utterance);
  }

  private next(): void {
    this.utterance = null;
    this.sentence += 1;
    if (this.sentence >= (this.blocks[this.block]?.sentences.length ?? 0)) {
      this.block += 1;
      this.sentence = 0;
    }
    this.speak();
  }

  private become(state: State): void {
    if (this.utterance) speechSynthesis.cancel();
    this.utterance = null;
    const hadFocus = this.element.contains(document.activeElement);
    this.state = state;
    this.show();
    if (hadFocus && state === "silent") this.begin.focus();
    this.changed();
  }

  private show(): void {
    this.begin.hidden = this.state !== "silent";
    this.pauseButton.hidden = this.state !== "speaking";
    this.resume.hidden = this.state !== "paused";
    this.end.hidden = this.state === "silent";
  }

  private mark(element: HTMLElement | null): void {
    if (element?.hasAttribute(SPOKEN)) return;
    for (const { element: one } of this.blocks) one.removeAttribute(SPOKEN);
    element?.setAttribute(SPOKEN, "");
    if (element && !isInSight(element)) element.scrollIntoView({ block: "center" });
  }
}

/** Returns whether a block is completely visible, with space for the following one. */
function isInSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top > window.innerHeight * 0.1 && bottom < window.innerHeight * 0.7;
}
