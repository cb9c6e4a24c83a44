/** The voices of this device. Voices that a browser fetches from another host are excluded: no text leaves the page. */

const CHINESE = /^(zh|cmn)\b/i;

/** Calls `found` as soon as a voice is available, and when the voices change. */
export function whenVoices(found: () => void): void {
  const speech = self.speechSynthesis;
  if (!speech || !self.SpeechSynthesisUtterance) return;
  const look = () => chooseVoice() && found();
  // Browsers that load their voices late report it; old ones have no listener here.
  speech.addEventListener?.("voiceschanged", look);
  look();
}

/** A Chinese voice, preferably of the mainland; else the default; null if there is none. */
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
