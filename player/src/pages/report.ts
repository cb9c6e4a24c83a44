import { provide } from "../elements/on-demand";
import * as report from "../view/question-report-fields";

provide("report", report);
