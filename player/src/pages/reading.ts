import { offerReadingTools } from "../elements/reading-tools";

offerReadingTools();
