import { registerElement } from "./elements/define";
import { DeskDrop } from "./elements/desk-drop";
import { DeskEditor } from "./elements/desk-editor";
import { guardForms } from "./elements/desk-forms";
import { DeskJob } from "./elements/desk-job";
import { DeskQuestion } from "./elements/desk-question";
import { DeskTicks } from "./elements/desk-ticks";

registerElement("desk-question", DeskQuestion);
registerElement("desk-drop", DeskDrop);
registerElement("desk-editor", DeskEditor);
registerElement("desk-job", DeskJob);
registerElement("desk-ticks", DeskTicks);
guardForms();
