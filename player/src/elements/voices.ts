/** The voices of this machine. Those that a browser asks another host for are left out: no text leaves the page. */

const CHINESE = /^(zh|cmn)\b/i;

/** Calls `found` as soon as there is a voice, and whenever there are others. */
export function whenVoices(found: () => void): void {
  const speech = self.speechSynthesis;
  if (!speech || !self.SpeechSynthesisUtterance) return;
  const look = () => chooseVoice() && found();
  // Browsers that list their voices late say when; old ones know no listener here.
  speech.addEventListener?.("voiceschanged", look);
  look();
}

/** A Chinese voice, that of the mainland first; else the browser's own; null without any. */
export function chooseVoice(): SpeechSynthesisVoice | null {
  const voices = self.speechSynthesis.getVoices().filter(({ localService }) => localService);
  return (
    voices.find(({ lang }) => /^zh[-_](CN|Hans)/i.test(lang)) ??
    voices.find(isChinese) ??
    voices.find((voice) => voice.default) ??
    voices[0] ??
    null
  );
}

export function isChinese({ lang }: SpeechSynthesisVoice): boolean {
  return CHINESE.test(lang);
}
