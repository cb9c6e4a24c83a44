/**
 * Creating SVG elements.
 *
 * Places are percentages and heights are `em`: a drawing fits any width, its text keeps the reader's font size, and it is
 * correct while hidden and on paper.
 */

import type { Child } from "./dom";

const SVG = "http://www.w3.org/2000/svg";

export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, String(value));
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** A share from 0 to 1 as a percentage for an attribute. */
export function percent(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
