import * as asking from "../elements/asking";
import { provide } from "../elements/later";

provide("asking", asking);
