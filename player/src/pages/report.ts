import { provide } from "../elements/later";
import * as report from "../view/report-fields";

provide("report", report);
