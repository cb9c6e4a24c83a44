import { openFrame } from "./elements/frame";

void openFrame();
