import { openFrame } from "./elements/platform-frame";

void openFrame();
