/** Keeps each number on one line with its unit: the space between them becomes one that does not break. */
export const unbroken = (text: string): string => text.replace(/(\d) (?=\p{Script=Han})/gu, "$1\u00a0");
