import * as driver from './browsers/webkit.js';
import { everyScenario } from './scenarios.js';

everyScenario('webkit', driver);
