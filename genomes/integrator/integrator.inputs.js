// Rows of the first cycle's families; `integron self` makes such a file for every cycle.
import { rowsOf } from './rows.js';

export const inputs = rowsOf(0);
export { score } from './rows.js';
