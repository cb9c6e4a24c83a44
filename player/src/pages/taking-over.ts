import { provide } from "../elements/later";
import { eraseShared, takeOver } from "../store/taking-over";

provide("taking-over", { takeOver, eraseShared });
