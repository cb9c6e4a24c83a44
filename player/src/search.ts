import { answerSearch } from "./elements/search";
import { removeOddColours } from "./store/theme-data";

answerSearch();
// This runs right before the theme's own script.
removeOddColours();
