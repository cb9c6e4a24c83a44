import type { BasicBody } from "../core/data";
import { unreachable } from "../core/unreachable";
import { blankField } from "./blank";
import { multipleField, singleField, trueFalseField } from "./choice";
import type { Beginning, Field } from "./field";
import { matchField } from "./match";
import { orderField } from "./order";

/** The field of a question that can also be part of a case. */
export function basicField(body: BasicBody, setting: Beginning): Field {
  switch (body.type) {
    case "single":
      return singleField({ ...setting, body });
    case "multiple":
      return multipleField({ ...setting, body });
    case "truefalse":
      return trueFalseField({ ...setting, body });
    case "blank":
      return blankField({ ...setting, body });
    case "order":
      return orderField({ ...setting, body });
    case "match":
      return matchField({ ...setting, body });
    default:
      return unreachable(body);
  }
}
