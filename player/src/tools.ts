/** Loaded on every page, after its text is there. */

import { assistAnswering } from "./elements/answering";
import { markContents } from "./elements/contents";
import { offerQuestionNotes } from "./elements/note-questions";
import { offerReadingPanel } from "./elements/reading-opener";
import { explainTerms } from "./elements/terms";
import { nameSearchDialog } from "./elements/theme-labels";

offerReadingPanel();
explainTerms();
nameSearchDialog();
markContents();
offerQuestionNotes();
assistAnswering();
