import * as driver from './browsers/chromium.js';
import { everyScenario } from './scenarios.js';

everyScenario('chromium', driver);
