import { provide } from "../elements/later";
import * as notices from "../elements/notices";

provide("notices", notices);
