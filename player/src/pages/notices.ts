import * as notices from "../elements/notices";
import { provide } from "../elements/on-demand";

provide("notices", notices);
