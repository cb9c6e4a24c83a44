import { provide } from "../elements/on-demand";
import * as prompts from "../elements/prompts";

provide("prompts", prompts);
