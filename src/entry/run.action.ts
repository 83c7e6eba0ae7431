import { runByRule } from '../flows/booking/run-by-rule';
import { actionOf } from './by-rule';

/** Automation: "Run a DATEV pipeline for a period". */
export const runAction = actionOf('pipeline.run', ({ pipeline, period }, { accountId }) =>
  runByRule({ pipeline, period, by: accountId }),
);
