import { answerSearch } from "./elements/search";

answerSearch();
