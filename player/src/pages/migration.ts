import { provide } from "../elements/on-demand";
import { eraseShared, migrate } from "../store/migration";

provide("migration", { migrate, eraseShared });
