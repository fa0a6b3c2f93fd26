import * as driver from './browsers/firefox.js';
import { everyScenario } from './scenarios.js';

everyScenario('firefox', driver);
