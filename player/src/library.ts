import { showCourses } from "./elements/library";

// What the browser restores from its back-forward cache is outdated.
window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
void showCourses();
