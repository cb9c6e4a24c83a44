import type { Exam, Question, Section, Shard, Single } from "../src/core/data";

/** A question whose right option is the first. */
export function single(id: string, ...points: string[]): Question & Single {
  return {
    id,
    version: `version of ${id}`,
    type: "single",
    points,
    difficulty: 1,
    stem: "题干",
    options: [{ text: "对" }, { text: "错", why: "错在这里" }],
    key: 0,
    explanation: "解析",
  };
}

export function short(id: string, ...points: string[]): Question {
  return {
    id,
    version: `version of ${id}`,
    type: "short",
    points,
    difficulty: 3,
    stem: "题干",
    reference: ["甲", "乙"],
    explanation: "解析",
  };
}

export function shard(...questions: Question[]): Shard {
  return {
    format: 1,
    course: "0badcafe",
    bank: "lending",
    title: "管好一间库房",
    page: "study/lending.html",
    questions,
    points: {
      "r1-a": { label: "甲", requirement: "r1", href: "study/lending.html#r1-a" },
      "r1-b": { label: "乙", requirement: "r1", href: "study/lending.html#r1-b" },
      "r2-a": { label: "丙", requirement: "r2", href: "study/lending.html#r2-a" },
    },
    requirements: {
      r1: { title: "要求一", href: "study/lending.html#r1" },
      r2: { title: "要求二", href: "study/lending.html#r2" },
    },
  };
}

/** A blueprint of ten minutes with these sections. */
export function exam(name: string, passing: number, ...sections: Section[]): Exam {
  return {
    name,
    title: "快速卷",
    about: "",
    minutes: 10,
    passing,
    pages: [],
    choosePage: false,
    shares: null,
    sections,
  };
}
